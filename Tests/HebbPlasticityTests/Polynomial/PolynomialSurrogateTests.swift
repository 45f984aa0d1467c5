import Foundation
import HebbPlasticity
import HebbTensor
import Testing

@Suite("Polynomial rules as surrogate losses")
struct PolynomialSurrogateTests {
  @Test("the gradient of the loss is the rule's update, for random rules of terms with y")
  func gradient() throws {
    var random = RandomStream(seed: 3, "polynomial surrogates")
    for shape in BatchShape.awkward {
      var rule = Polynomial()
      for term in Polynomial.surrogateTerms where random.uniform() < 0.4 { rule[term] = Double(random.normal()) }
      let batch = RandomBatch(shape, steps: shape.steps[0], using: &random).activity
      var state = PlasticState()
      let surrogate = try #require(rule.surrogate)
      let actual = surrogate.update(for: batch, state: &state).delta(x: batch.x, w: batch.w)
      let expected = rule.update(x: batch.x, y: batch.y.dense, w: batch.w)
      #expect(agrees(actual.rows, expected.rows), "\(shape): \(rule.formula)")
    }
  }

  @Test(
    "the graph is written as people write it",
    arguments: [
      ("x*y", "w·x"), ("x*y - y*w", "w·x − 0.5 ‖w‖²"), ("x*y - 0.5*y^2", "w·x − 0.5 ŷ Σ w"),
      ("x^2*y*w^2", "0.33333334 Σ x^2 w^3"),
    ])
  func formula(rule: String, graph: String) throws {
    let found = try #require(try Polynomial(parsing: rule).surrogateFormula)
    let parts = Set(found.replacing(" − ", with: " + −").components(separatedBy: " + "))
    #expect(parts == Set(graph.replacing(" − ", with: " + −").components(separatedBy: " + ")))
  }

  @Test("a term without y has no loss")
  func none() throws {
    let rule = try Polynomial(parsing: "x*y - x")
    #expect(rule.surrogate == nil && rule.surrogateFormula == nil)
  }
}
