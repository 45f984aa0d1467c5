public import HebbTensor

/// Random masks for `Population`: which connections of a pruned population exist, drawn once and kept for good.
public enum ConnectionMask {
  /// A mask `[neurons, inputs]` in which every connection exists (1) with probability `connectivity`, all others do not
  /// (0). A neuron that would have none gets one, since it could otherwise never fire.
  ///
  /// The draws are those of a pruned convolution: the same stream gives the same connections. Precondition:
  /// `connectivity` is between 0 and 1.
  ///
  /// > Reference: T. Miconi, "Hebbian learning with gradients" (2021), section 3.2.
  public static func random(
    neurons: Int, inputs: Int, connectivity: Double, using random: inout RandomStream
  ) -> Tensor {
    precondition((0...1).contains(connectivity), "a connectivity of \(connectivity) is no probability")
    var mask = Tensor(shape: [neurons, inputs])
    guard inputs > 0 else { return mask }
    mask.withUnsafeMutableBufferPointer { mask in
      for start in stride(from: 0, to: mask.count, by: inputs) {
        var connections = 0
        for i in start..<start + inputs where Double(random.uniform()) < connectivity {
          mask[i] = 1
          connections += 1
        }
        if connections == 0 { mask[start + Int(random.next() % UInt64(inputs))] = 1 }
      }
    }
    return mask
  }
}
