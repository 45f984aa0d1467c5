import HebbTensor
import Testing

@Suite("LinearAlgebra")
struct LinearAlgebraTests {
  /// Odd sizes, vectors, and sizes on both sides of a block of 256.
  static let sizes = [(1, 1, 1), (3, 5, 7), (1, 300, 2), (300, 1, 4), (255, 257, 3), (256, 256, 16), (513, 3, 33)]

  @Test(
    "A product equals the sum over the inner index, whichever operands are transposed",
    arguments: sizes, [(false, false), (true, false), (false, true), (true, true)])
  func product(size: (Int, Int, Int), transposed: (Bool, Bool)) {
    let (m, n, k) = size
    var random = RandomStream(seed: 1, "product")
    let a = tensor(transposed.0 ? [k, m] : [m, k], &random)
    let b = tensor(transposed.1 ? [n, k] : [k, n], &random)
    let c = LinearAlgebra.multiply(a, b, transposingA: transposed.0, transposingB: transposed.1)
    #expect(c.shape == [m, n])
    let (left, right, result) = (a.elements, b.elements, c.elements)
    var worst: Float = 0
    for i in 0..<m {
      for j in 0..<n {
        var sum: Float = 0
        for l in 0..<k {
          sum += left[transposed.0 ? l * m + i : i * k + l] * right[transposed.1 ? j * k + l : l * n + j]
        }
        worst = max(worst, abs(sum - result[i * n + j]))
      }
    }
    #expect(worst < 1e-4)
  }

  @Test("A product has the same bits for any number of threads")
  func deterministic() {
    var random = RandomStream(seed: 2, "threads")
    let a = tensor([301, 90], &random)
    let b = tensor([90, 517], &random)
    let alone = LinearAlgebra.multiply(a, b, parallel: Parallel(threads: 1))
    for threads in 2...5 {
      #expect(LinearAlgebra.multiply(a, b, parallel: Parallel(threads: threads)) == alone, "\(threads) threads")
    }
  }

  @Test("An empty inner axis gives zeros, an empty outer axis nothing")
  func empty() {
    #expect(LinearAlgebra.multiply(Tensor(shape: [2, 0]), Tensor(shape: [0, 3])) == Tensor(shape: [2, 3]))
    #expect(LinearAlgebra.multiply(Tensor(shape: [0, 4]), Tensor(shape: [4, 3])).shape == [0, 3])
  }

  @Test("A product can be added to what is there, in single and in double precision")
  func adding() {
    var sum: [Float] = [1, 1, 1, 1]
    LinearAlgebra.multiply([1, 2, 3, 4], [1, 0, 0, 1], into: &sum, rows: 2, columns: 2, inner: 2, adding: true)
    #expect(sum == [2, 3, 4, 5])
    var double: [Double] = [1, 1, 1, 1]
    let identity: [Double] = [1, 0, 0, 1]
    LinearAlgebra.multiply(
      [1, 2, 3, 4], identity, into: &double, rows: 2, columns: 2, inner: 2, transposingA: true, adding: true)
    #expect(double == [2, 4, 3, 5])
  }

  @Test("Parts of larger matrices are multiplied where they are")
  func strides() {
    // Columns 1 and 2 of a matrix of four, transposed, times the first two of three; into columns 0 and 1 of three.
    let (a, b): ([Float], [Float]) = ([9, 1, 2, 9, 9, 3, 4, 9], [1, 2, 9, 3, 4, 9])
    var c: [Float] = [0, 0, 7, 0, 0, 7]
    a.withUnsafeBufferPointer {
      LinearAlgebra.multiply(
        $0.baseAddress! + 1, b, into: &c, rows: 2, columns: 2, inner: 2, transposingA: true, strides: (4, 3, 3))
    }
    #expect(c == [10, 14, 7, 14, 20, 7])
  }

  @Test("The library has a name with a version")
  func libraryName() {
    #expect(LinearAlgebra.libraryName.hasPrefix("OpenBLAS") && LinearAlgebra.libraryName.contains { $0.isNumber })
  }
}

/// A tensor of standard normal numbers.
func tensor(_ shape: [Int], _ random: inout RandomStream) -> Tensor {
  Tensor(shape: shape, elements: (0..<shape.reduce(1, *)).map { _ in random.normal() })
}
