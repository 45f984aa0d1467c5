/// How the factors of a layer's matrix products are rounded; sums are always in single precision.
public enum Precision: String, Sendable, CaseIterable {
  /// 24 significant bits: not at all.
  case float32
  /// 8 significant bits, over the same range: twice as fast where the processor has instructions for it, and as slow as
  /// single precision with the same results, but for the order of sums, where it has not.
  case bfloat16
}
