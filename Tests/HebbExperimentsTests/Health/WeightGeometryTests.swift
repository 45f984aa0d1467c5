import HebbTensor
import Testing

@testable import HebbExperiments

@Suite("How weight vectors lie to each other")
struct WeightGeometryTests {
  private func geometry(_ rows: [[Float]]) -> WeightGeometry {
    WeightGeometry(Tensor(rows: rows), parallel: Parallel(threads: 2))
  }

  @Test("Orthogonal neurons span as many directions as they are, whatever their lengths; parallel ones a single one")
  func extremes() {
    let orthogonal = geometry([[2, 0, 0], [0, 0.1, 0], [0, 0, -5]])
    #expect(orthogonal.effectiveRank == 3 && orthogonal.copies == 0 && orthogonal.neurons == 3)
    #expect(abs(orthogonal.meanLength - 7.1 / 3) < 1e-6)
    let parallel = geometry([[1, 1], [2, 2], [0.5, 0.5], [3, 3]])
    #expect(abs(parallel.effectiveRank - 1) < 1e-6 && parallel.copies == 0.75)
  }

  @Test("An opposite neuron spans the same direction, but is no copy; one without weights counts for nothing")
  func opposite() {
    let pair = geometry([[1, 0], [-1, 0], [0, 0]])
    #expect(pair.effectiveRank == 1 && pair.copies == 0 && pair.neurons == 3)
    let none = geometry([[0, 0], [0, 0]])
    #expect(none.effectiveRank == 0 && none.copies == 0 && none.meanLength == 0)
  }

  @Test("The directions are the participation ratio of the Gram matrix's eigenvalues, found here by a plain loop")
  func eigenvalues() throws {
    var random = RandomStream(seed: 5, "weights")
    let (neurons, length) = (700, 40)
    let rows = (0..<neurons).map { _ in (0..<length).map { _ in random.normal() } }
    let unit = rows.map { row in
      let norm = row.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
      return row.map { Double($0) / norm }
    }
    // The eigenvalues that are not 0 are those of the matrix of second moments of the weights.
    var moments = [Double](repeating: 0, count: length * length)
    for row in unit { for i in 0..<length { for j in 0..<length { moments[i * length + j] += row[i] * row[j] } } }
    let eigenvalues = try LinearAlgebra.symmetricEigen(moments, size: length).values
    let (sum, squares) = (eigenvalues.reduce(0, +), eigenvalues.reduce(0) { $0 + $1 * $1 })
    let found = geometry(rows)
    #expect(abs(found.effectiveRank - sum * sum / squares) < 1e-3)
    #expect(found.copies == 0)
  }

  @Test("A copy is found in whichever block of rows it is")
  func blocks() {
    var random = RandomStream(seed: 6, "weights")
    var rows = (0..<1200).map { _ in (0..<16).map { _ in random.normal() } }
    rows[1100] = rows[3].map { 2 * $0 }
    rows[520] = rows[519]
    #expect(geometry(rows).copies == 2.0 / 1200)
  }
}
