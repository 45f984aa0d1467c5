/// Memory for one batch: a row per image (or per worker), reused from batch to batch.
///
/// `@unchecked Sendable`: within a parallel region every piece of work touches rows of its own; between regions the
/// owner has sole access.
final class BatchBuffer<Element: BitwiseCopyable>: @unchecked Sendable {
  private let memory: UnsafeMutableRawPointer
  private let stride: Int
  /// Elements per row that may be used.
  let count: Int

  /// Zeroed rows, each aligned to 64 bytes and followed by a vector of slack, as the kernels ask for.
  init(rows: Int, count: Int) {
    self.count = count
    stride = (count * MemoryLayout<Element>.stride + 127) / 64 * 64
    memory = .allocate(byteCount: max(rows, 1) * stride, alignment: 64)
    memory.initializeMemory(as: UInt8.self, repeating: 0, count: max(rows, 1) * stride)
  }

  deinit { memory.deallocate() }

  subscript(row: Int) -> UnsafeMutablePointer<Element> {
    (memory + row * stride).assumingMemoryBound(to: Element.self)
  }
}
