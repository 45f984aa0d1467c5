import HebbPlasticity
import HebbSupport
import HebbTensor
import Testing

@Suite("The ABCD rule")
struct ABCDTests {
  @Test("by default it is Hebb's rule")
  func hebb() {
    var random = RandomStream(seed: 1, "abcd")
    let batch = RandomBatch(BatchShape(lanes: 6, steps: [1], neurons: 3, inputs: 4), steps: 1, using: &random).activity
    var state = PlasticState()
    let delta = ABCD().update(for: batch, state: &state).delta(x: batch.x, w: batch.w)
    #expect(agrees(delta.rows, Hebb().update(for: batch, state: &state).delta(x: batch.x, w: batch.w).rows))
  }

  @Test("its coefficients are finite numbers, called A, B, C and D")
  func coefficients() throws {
    let rule = try LearningRules.catalog.make("abcd", ["A": 2, "B": -3, "C": 0.5, "D": 1e-3])
    #expect(rule.isEqual(to: ABCD(a: 2, b: -3, c: 0.5, d: 0.001)))
    for value in [Double.infinity, .nan] {
      #expect(throws: Problem.self) { try LearningRules.catalog.make("abcd", ["A": .number(value)]) }
    }
    let lowercase = #expect(throws: Problem.self) { try LearningRules.catalog.make("abcd", ["a": 1]) }
    #expect(lowercase?.advice?.contains("“A”") == true)
  }
}
