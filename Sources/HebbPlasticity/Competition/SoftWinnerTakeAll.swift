import HebbTensor

/// Soft winner-take-all: the neurons share an activity of 1, yᵢ = exp(uᵢ / T) / Σⱼ exp(uⱼ / T).
///
/// The lower the temperature T, the more the strongest neuron gets: winner-take-all as T → 0. Unlike there, inputs need
/// not be above 0. A neuron whose input is −∞ or not a number takes no part; without any other, all are 0.
///
/// > Reference: J. S. Bridle, "Training stochastic model recognition algorithms as networks can lead to maximum mutual
/// > information estimation of parameters", NIPS 1989; as soft competition in Hebbian learning, S. J. Nowlan, "Maximum
/// > likelihood competitive learning", NIPS 1989.
public struct SoftWinnerTakeAll: CompetitionStage {
  public static let name = "softWinnerTakeAll"
  public static let about = "yᵢ = exp(uᵢ / T) / Σⱼ exp(uⱼ / T)"
  public static let parameters = [
    Parameter.number(
      "temperature", 1, in: 1e-6...1e6, "T: towards 0 the strongest takes all, the higher the more equal")
  ]

  public var temperature: Double

  public init(temperature: Double = 1) { self.temperature = temperature }
  public init(_ parameters: ParameterValues) { temperature = parameters[number: "temperature"] }
  public var values: [String: ParameterValue] { ["temperature": .number(temperature)] }

  public func compete(_ activity: Rows, state: PlasticState) -> Rows {
    var y = activity.dense
    Softmax.apply(toRowsOf: &y, inverseTemperature: Float(1 / temperature))
    return .dense(y)
  }
}
