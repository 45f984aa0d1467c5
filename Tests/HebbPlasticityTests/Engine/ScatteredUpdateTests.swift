import HebbTensor
import Testing

@testable import HebbPlasticity

@Suite("Scattered updates")
struct ScatteredUpdateTests {
  private static let rows = SparseRows(
    samples: 3, neurons: 6, perSample: 2, indices: [4, 1, -1, 4, 1, 5], values: [1, 2, 9, 3, 4, 5])

  private func scattered(_ decay: Decay, rows: SparseRows = rows) -> ScatteredUpdate? {
    ScatteredUpdate(
      CanonicalUpdate(post: .sparse(rows), decay: decay), x: Tensor(shape: [rows.samples, 2]), neurons: rows.neurons,
      engine: UpdateEngine())
  }

  @Test("Each neuron has its samples in their order, with their amounts; empty places are skipped")
  func order() throws {
    let update = try #require(scattered(.none))
    #expect(update.starts == [0, 0, 2, 2, 2, 4, 5])
    #expect(update.samples == [0, 2, 0, 1, 2])
    #expect(update.amounts == [2, 4, 1, 3, 5])
  }

  @Test("Only neurons that won, or decay, change")
  func changing() throws {
    #expect(try #require(scattered(.none)).changing == [1, 4, 5])
    #expect(try #require(scattered(.uniform(0))).changing == [1, 4, 5])
    #expect(try #require(scattered(.uniform(0.5))).changing == Array(0..<6))
    #expect(try #require(scattered(.perInput(sampleFactors: [1, 1, 1]))).changing == Array(0..<6))
    let decays = SparseRows(samples: 3, neurons: 6, perSample: 1, indices: [0, -1, 4], values: [1, 0, 2])
    #expect(try #require(scattered(.perNeuron(.sparse(decays)))).changing == [0, 1, 4, 5])
  }

  @Test("Dense activity, reconstructions and many winners are left to products")
  func refuses() {
    #expect(scattered(.reconstruction(Tensor(shape: [3, 6]), .all)) == nil)
    let dense = CanonicalUpdate(post: .dense(Tensor(shape: [3, 6])))
    #expect(ScatteredUpdate(dense, x: Tensor(shape: [3, 2]), neurons: 6, engine: UpdateEngine()) == nil)
    let most = SparseRows(samples: 1, neurons: 3, perSample: 2, indices: [0, 1], values: [1, 1])
    #expect(scattered(.none, rows: most) == nil)
  }
}
