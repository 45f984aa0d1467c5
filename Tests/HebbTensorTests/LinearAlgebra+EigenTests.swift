import HebbSupport
import HebbTensor
import Testing

@Suite("LinearAlgebra, eigenvalues")
struct LinearAlgebraEigenTests {
  @Test("A symmetric matrix equals the sum of its projections", arguments: [1, 2, 3, 17, 64])
  func reconstruction(n: Int) throws {
    let matrix = symmetric(n)
    let (values, vectors) = try LinearAlgebra.symmetricEigen(matrix)
    #expect(values == values.sorted())
    var scaled = vectors
    for row in 0..<n {
      for column in 0..<n { scaled[row, column] *= values[row] }
    }
    #expect(distance(LinearAlgebra.multiply(vectors, scaled, transposingA: true), matrix) < 1e-4)
  }

  @Test("The eigenvectors are orthonormal, one per row")
  func orthonormal() throws {
    let (_, vectors) = try LinearAlgebra.symmetricEigen(symmetric(33))
    var identity = Tensor(shape: [33, 33])
    for index in 0..<33 { identity[index, index] = 1 }
    #expect(distance(LinearAlgebra.multiply(vectors, vectors, transposingB: true), identity) < 1e-5)
  }

  @Test("A known pair comes out in single and double precision")
  func known() throws {
    let single = try LinearAlgebra.symmetricEigen(Tensor(shape: [2, 2], elements: [2, 1, 1, 2]))
    #expect(abs(single.values[0] - 1) < 1e-6 && abs(single.values[1] - 3) < 1e-6)
    let double = try LinearAlgebra.symmetricEigen([2, 1, 1, 2], size: 2)
    #expect(abs(double.values[0] - 1) < 1e-14 && abs(double.values[1] - 3) < 1e-14)
    // The vector of value 3 lies in the second row, along (1, 1).
    #expect(abs(double.vectors[2] - double.vectors[3]) < 1e-14)
    #expect(abs(double.vectors[0] + double.vectors[1]) < 1e-14)
  }

  @Test("An empty matrix has no eigenvalues")
  func empty() throws {
    #expect(try LinearAlgebra.symmetricEigen(Tensor(shape: [0, 0])).values.isEmpty)
    #expect(try LinearAlgebra.symmetricEigen([], size: 0).values.isEmpty)
  }

  @Test("Values that are not finite are refused", arguments: [Float.nan, .infinity])
  func notFinite(value: Float) {
    #expect(throws: Problem.self) {
      try LinearAlgebra.symmetricEigen(Tensor(shape: [2, 2], elements: [1, 0, 0, value]))
    }
    #expect(throws: Problem.self) { try LinearAlgebra.symmetricEigen([1, 0, 0, Double(value)], size: 2) }
  }

  private func symmetric(_ n: Int) -> Tensor {
    var random = RandomStream(seed: UInt64(n), "symmetric")
    let factor = tensor([n, n], &random)
    var matrix = factor
    for row in 0..<n {
      for column in 0..<n { matrix[row, column] = (factor[row, column] + factor[column, row]) / 2 }
    }
    return matrix
  }

  /// Largest difference between two elements.
  private func distance(_ a: Tensor, _ b: Tensor) -> Float {
    zip(a.elements, b.elements).map { abs($0 - $1) }.max() ?? 0
  }
}
