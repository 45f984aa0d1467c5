/// What a layer passes on of its neurons' drives u − θ, before pooling.
public enum Activation: Sendable, Equatable {
  /// What the competition has left: 1 for winners and 0 for all others after winner-take-all.
  case winners
  /// max(0, u − mean of u over the channels at the same position)^power (Coates, Ng and Lee 2011).
  case triangle(power: Double = 1)
  /// max(0, u)
  case rectified
  /// tanh u
  case tanh
  /// u itself.
  case linear

  public static let triangle = Activation.triangle()

  public var name: String {
    switch self {
    case .winners: "winners"
    case .triangle: "triangle"
    case .rectified: "rectified"
    case .tanh: "tanh"
    case .linear: "linear"
    }
  }

  /// All, with their parameters at the defaults.
  public static let all: [Activation] = [.winners, .triangle, .rectified, .tanh, .linear]
}
