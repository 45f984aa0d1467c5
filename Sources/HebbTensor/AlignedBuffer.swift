/// Heap storage of `Float` values that starts at a multiple of 64 bytes: a cache line, and the widest vector.
///
/// Used by `Tensor` for its elements and by layers for scratch memory that lives as long as they do.
///
/// `@unchecked Sendable`: `Tensor` mutates a buffer only while it holds the single reference (copy on write), and a
/// parallel region hands each worker a disjoint range.
public final class AlignedBuffer: @unchecked Sendable {
  public static let alignment = 64
  public let elements: UnsafeMutableBufferPointer<Float>

  /// Uninitialised storage for `count` values, with one vector of slack at the end so that full-width loads may overrun.
  public init(count: Int) {
    let memory = SpareMemory.take(byteCount: Self.byteCount(of: count))
    elements = UnsafeMutableBufferPointer(start: memory.bindMemory(to: Float.self, capacity: count), count: count)
  }

  deinit {
    SpareMemory.giveBack(
      UnsafeMutableRawPointer(elements.baseAddress!), byteCount: Self.byteCount(of: elements.count))
  }

  private static func byteCount(of elements: Int) -> Int { elements * MemoryLayout<Float>.stride + alignment }
}
