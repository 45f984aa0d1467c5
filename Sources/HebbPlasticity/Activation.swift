/// What a layer passes on of its neurons' inputs u (after thresholds), before pooling.
public enum Activation: String, Sendable, CaseIterable {
  /// 1 for the winners of the competition, 0 for all others.
  case winners
  /// max(0, u − mean of u over the channels at the same position) (Coates, Ng and Lee 2011).
  case triangle
  /// max(0, u)
  case rectified
  /// u itself.
  case linear
}
