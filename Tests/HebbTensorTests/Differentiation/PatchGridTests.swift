import Testing

@testable import HebbTensor

@Suite("PatchGrid")
struct PatchGridTests {
  /// Height, width, kernel height, kernel width, stride, padding.
  static let sizes = [
    (1, 1, 1, 1, 1, 0), (5, 4, 3, 2, 1, 0), (5, 5, 5, 5, 1, 0), (4, 7, 3, 3, 2, 1), (6, 6, 3, 3, 1, 2),
    (2, 2, 3, 3, 1, 1),
    (7, 5, 2, 3, 3, 0), (1, 1, 5, 5, 2, 2), (3, 20, 1, 4, 2, 3), (2, 3, 1, 1, 1, 3), (9, 9, 2, 2, 5, 0),
    (0, 3, 1, 1, 1, 1),
    (3, 0, 2, 2, 1, 1),
  ]

  @Test("Every column holds what a kernel at its position sees, zeros outside the image", arguments: sizes)
  func unfold(size: (Int, Int, Int, Int, Int, Int)) {
    let (height, width, kernelHeight, kernelWidth, stride, padding) = size
    let image = normal([1, 2, height, width])
    let grid = PatchGrid(
      images: image.shape, kernelHeight: kernelHeight, kernelWidth: kernelWidth, stride: stride, padding: padding)
    // What is not written shows.
    var patches = [Float](repeating: .nan, count: grid.patch * grid.positions)
    image.withUnsafePointer { grid.unfold($0, into: &patches) }
    var element = 0
    for channel in 0..<2 {
      for ky in 0..<kernelHeight {
        for kx in 0..<kernelWidth {
          for y in 0..<grid.outputHeight {
            for x in 0..<grid.outputWidth {
              let (row, column) = (y * stride + ky - padding, x * stride + kx - padding)
              let inside = 0 <= row && row < height && 0 <= column && column < width
              #expect(patches[element] == (inside ? image[0, channel, row, column] : 0))
              element += 1
            }
          }
        }
      }
    }
    #expect(element == patches.count)
  }

  @Test("Folding is the transpose of unfolding: ⟨unfold x, p⟩ = ⟨x, fold p⟩", arguments: sizes)
  func fold(size: (Int, Int, Int, Int, Int, Int)) {
    let image = normal([1, 3, size.0, size.1], "image")
    let grid = PatchGrid(
      images: image.shape, kernelHeight: size.2, kernelWidth: size.3, stride: size.4, padding: size.5)
    let weights = normal([grid.patch * grid.positions], "weights").elements
    var patches = [Float](repeating: 0, count: weights.count)
    image.withUnsafePointer { grid.unfold($0, into: &patches) }
    var folded = [Float](repeating: 0, count: grid.image + 1)
    grid.fold(weights, addingTo: &folded)
    let left = zip(patches, weights).reduce(0) { $0 + $1.0 * $1.1 }
    let right = zip(image.elements, folded).reduce(0) { $0 + $1.0 * $1.1 }
    #expect(abs(left - right) < 1e-3)
    #expect(folded[grid.image] == 0)
  }
}
