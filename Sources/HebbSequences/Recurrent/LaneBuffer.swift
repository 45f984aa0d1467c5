import HebbTensor

/// Values of several sequences side by side, `[lanes, stride]`: each lane's row begins at a multiple of 64 bytes and is
/// padded with zeros.
final class LaneBuffer {
  let lanes: Int
  let count: Int
  let stride: Int
  private let memory: AlignedBuffer

  init(lanes: Int, count: Int) {
    (self.lanes, self.count, stride) = (lanes, count, Self.stride(of: count))
    memory = AlignedBuffer(count: max(lanes, 1) * stride)
    clear()
  }

  /// Values of a row, padding included.
  static func stride(of count: Int) -> Int { (count + 15) / 16 * 16 }

  var values: UnsafeMutablePointer<Float> { memory.elements.baseAddress! }
  func lane(_ index: Int) -> UnsafeMutablePointer<Float> { values + index * stride }
  /// All rows with their padding.
  var total: Int { lanes * stride }

  func clear() { values.update(repeating: 0, count: total) }
  func copy(from other: LaneBuffer) { values.update(from: other.values, count: total) }

  /// `[lanes, count]`
  var tensor: Tensor {
    Tensor(shape: [lanes, count]) { out in
      for lane in 0..<lanes { (out + lane * count).update(from: self.lane(lane), count: count) }
    }
  }

  /// Takes over values `[lanes, count]`.
  func fill(from tensor: Tensor) {
    tensor.withUnsafeBufferPointer { source in
      for lane in 0..<lanes { self.lane(lane).update(from: source.baseAddress! + lane * count, count: count) }
    }
  }
}
