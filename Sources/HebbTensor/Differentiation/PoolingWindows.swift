/// Square windows over the positions of a map `[height, width]`, which may reach beyond its border.
struct PoolingWindows: Sendable {
  let height: Int
  let width: Int
  let size: Int
  let stride: Int
  let padding: Int

  /// Precondition: at least one window fits in both directions, and none lies outside altogether.
  init(height: Int, width: Int, size: Int, stride: Int, padding: Int) {
    precondition(
      size >= 1 && stride >= 1 && 0 <= padding && 2 * padding <= size, "windows of \(size), padding \(padding)")
    precondition(
      size <= min(height, width) + 2 * padding, "windows of \(size) do not fit a map of \(height) × \(width)")
    (self.height, self.width) = (height, width)
    (self.size, self.stride, self.padding) = (size, stride, padding)
  }

  var outputHeight: Int { (height + 2 * padding - size) / stride + 1 }
  var outputWidth: Int { (width + 2 * padding - size) / stride + 1 }

  /// The rows, or columns, of the map that window `index` covers.
  @inline(__always)
  func covered(_ index: Int, of length: Int) -> Range<Int> {
    let first = index * stride - padding
    return max(0, first)..<min(first + size, length)
  }
}
