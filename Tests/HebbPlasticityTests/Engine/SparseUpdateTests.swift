import HebbTensor
import Testing

@testable import HebbPlasticity

@Suite("Updates of few weights")
struct SparseUpdateTests {
  private static let change = SparseChange(indices: [1, 2, 9], values: [2, -4, 0.5])
  private static let weights = ActivityFixture.normal([4, 3])

  private func applied(_ change: SparseChange, _ settings: UpdateEngine.Settings) -> Tensor? {
    var (weights, spare): (Tensor, Tensor?) = (Self.weights, nil)
    let isFinite = UpdateEngine().apply(
      .sparse(change), x: Tensor(shape: [1, 3]), to: &weights, settings, &spare)
    if !isFinite { #expect(weights == Self.weights) }
    return isFinite ? weights : nil
  }

  @Test("They are what the same changes with their zeros written out are, whatever surrounds them")
  func likeDense() throws {
    let dense = PlasticUpdate.sparse(Self.change).delta(x: Tensor(shape: [1, 3]), w: Self.weights)
    #expect(dense.elements == [0, 2, -4, 0, 0, 0, 0, 0, 0, 0.5, 0, 0])
    let mask = Tensor(shape: [4, 3], elements: [1, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1])
    for mask in [nil, mask] {
      for isScaledByLargest in [false, true] {
        let settings = UpdateEngine.Settings(rate: 0.3, isScaledByLargest: isScaledByLargest, mask: mask)
        var (expected, spare): (Tensor, Tensor?) = (Self.weights, nil)
        #expect(UpdateEngine().apply(.direct(dense), x: Tensor(shape: [1, 3]), to: &expected, settings, &spare))
        let weights = try #require(applied(Self.change, settings))
        #expect(zip(weights.elements, expected.elements).allSatisfy { ($0 - $1).magnitude < 1e-6 })
      }
    }
  }

  @Test("With unit norm the rows that change have length 1, and no other changes")
  func unitNorm() throws {
    let weights = try #require(applied(Self.change, .init(rate: 0.3, isUnitNorm: true)))
    let (rows, before) = (ActivityFixture.rows(weights), ActivityFixture.rows(Self.weights))
    for row in [0, 3] { #expect(abs(rows[row].reduce(0) { $0 + $1 * $1 } - 1) < 1e-5) }
    for row in [1, 2] { #expect(rows[row] == before[row]) }
    #expect(abs(rows[0][1] / rows[0][0] - (before[0][1] + 0.6) / before[0][0]) < 1e-4)
  }

  @Test("A weight that would not be finite leaves all as they were", arguments: [false, true])
  func divergence(isUnitNorm: Bool) {
    for value: Float in [.nan, .infinity, -.infinity] {
      let change = SparseChange(indices: [1, 5], values: [1, value])
      #expect(applied(change, .init(rate: 1, isUnitNorm: isUnitNorm)) == nil)
    }
  }

  @Test("No change at all is none")
  func empty() { #expect(applied(SparseChange(indices: [], values: []), .init(rate: 1)) == Self.weights) }
}
