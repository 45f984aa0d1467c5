import HebbTensor

/// Patterns as theories of capacity have them: every unit +1 or −1, equally likely and independent.
enum RandomPatterns {
  /// `[count, units]`
  static func bipolar(_ count: Int, units: Int, using random: inout RandomStream) -> Tensor {
    Tensor(shape: [count, units]) { patterns in
      var bits: UInt64 = 0
      for i in 0..<count * units {
        if i & 63 == 0 { bits = random.next() }
        patterns[i] = bits & 1 == 0 ? -1 : 1
        bits >>= 1
      }
    }
  }
}
