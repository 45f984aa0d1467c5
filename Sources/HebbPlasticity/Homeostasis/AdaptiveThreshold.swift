/// Thresholds that pull every neuron's firing rate towards the same value: θ += rate (firing rate − target).
///
/// The firing rate is the fraction of the samples for which y is above 0. After a soft winner-take-all that is all of
/// them: there `FoldiakThreshold` serves, which goes by the mean of y.
///
/// > Reference: T. Miconi, "Hebbian learning with gradients" (2021), section 2.3.
public struct AdaptiveThreshold: Homeostasis {
  public static let name = "adaptiveThreshold"
  public static let about = "θ += rate (firing rate − target)"
  public static let parameters = [
    Parameter.number("rate", 3, in: .notNegative, "how fast thresholds move"),
    Parameter.number(
      "target", 0, in: 0...1, "the firing rate to reach; 0 for winners / neurons, or 0.1 without winner-take-all"),
  ]

  public var rate: Double
  public var target: Double

  public init(rate: Double = 3, target: Double = 0) { (self.rate, self.target) = (rate, target) }
  public init(_ parameters: ParameterValues) {
    self.init(rate: parameters[number: "rate"], target: parameters[number: "target"])
  }
  public var values: [String: ParameterValue] { ["rate": .number(rate), "target": .number(target)] }

  public func sums(of y: Rows) -> [Float] { y.mapped { $0 > 0 ? 1 : 0 }.columnSums() }

  public func adapt(_ thresholds: inout [Float], to firing: [Float], samples: Int, target standard: Double?) {
    let target = target > 0 ? target : standard ?? 0.1
    for neuron in thresholds.indices {
      thresholds[neuron] += Float(rate * (Double(firing[neuron]) / Double(samples) - target))
    }
  }
}
