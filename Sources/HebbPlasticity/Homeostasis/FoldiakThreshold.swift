/// Thresholds that pull every neuron's mean activity towards the same value: Δt = γ (mean of y − p).
///
/// With samples one at a time, Földiák's rule; a batch moves the thresholds once, by the mean over it. Beside
/// `FoldiakCompetition`, both have the same p.
///
/// > Reference: P. Földiák, "Forming sparse representations by local anti-Hebbian learning", Biol. Cybern. 64 (1990),
/// > doi:10.1007/BF02331346.
public struct FoldiakThreshold: Homeostasis {
  public static let name = "foldiakThreshold"
  public static let about = "Δt = γ (mean of y − p)"
  public static let parameters = [
    Parameter.number("rate", 0.02, in: .notNegative, "γ, how fast thresholds move"),
    Parameter.number("probability", 0.125, in: 0...1, "p, the mean activity to reach"),
  ]

  public var rate: Double
  public var probability: Double

  public init(rate: Double = 0.02, probability: Double = 0.125) { (self.rate, self.probability) = (rate, probability) }
  public init(_ parameters: ParameterValues) {
    self.init(rate: parameters[number: "rate"], probability: parameters[number: "probability"])
  }
  public var values: [String: ParameterValue] { ["rate": .number(rate), "probability": .number(probability)] }

  public func sums(of y: Rows) -> [Float] { y.columnSums() }

  public func adapt(_ thresholds: inout [Float], to sums: [Float], samples: Int, target: Double?) {
    for neuron in thresholds.indices {
      thresholds[neuron] += Float(rate * (Double(sums[neuron]) / Double(samples) - probability))
    }
  }
}
