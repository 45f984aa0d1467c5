import Foundation
import HebbPlasticity
import HebbSupport
import HebbTensor
import Testing

// docs/rules.md begins: canonical
/// Yuille's rule: Hebbian growth against a decay by the squared length of the weights.
struct Yuille: LearningRule {
  static let name = "yuille"
  static let isCompetitive = false  // y = w·x, unless a competition is asked for
  static let card = RuleCard(
    formula: "Δw = y x − ‖w‖² w",
    canonical: "A = y, M = diag(N ‖w‖²)",
    summary: "Hebbian growth against a decay by the squared length of the weights.",
    properties: ["converges to the first principal component, at length √λ₁"],
    source: "A. L. Yuille, D. M. Kammen and D. S. Cohen, Biol. Cybern. 61 (1989), 183–194")

  init() {}
  init(_ parameters: ParameterValues) {}

  func update(for activity: Activity, state: inout PlasticState) -> PlasticUpdate {
    let w = activity.w
    let squares: [Float] = (0..<activity.neurons).map { neuron in
      (0..<activity.inputs).reduce(0) { $0 + w[neuron, $1] * w[neuron, $1] }
    }
    // ‖w‖² once for each sample: M is the sum over the samples.
    let decay = Tensor(
      shape: [activity.samples, activity.neurons], elements: (0..<activity.samples).flatMap { _ in squares })
    return .canonical(CanonicalUpdate(post: activity.y, decay: .perNeuron(.dense(decay))))
  }
}
// docs/rules.md ends

@Suite("The new rules of docs/rules.md")
struct NewRuleExamplesTests {
  @Test("a canonical form: A and M; the rule does what its card says")
  func canonical() throws {
    let start = Tensor(shape: [1, 2], elements: [0.1, 0.2])
    let (x, samples) = (Self.inputs, Self.inputs.shape[0])
    // docs/rules.md begins: use
    var neurons = Population(
      Plasticity(rule: Yuille(), learningRate: 0.05, scale: .mean), weights: start)  // [neurons, inputs]
    for _ in 0..<2_000 { try neurons.learn(from: x) }  // [samples, inputs]
    // docs/rules.md ends

    let covariance = LinearAlgebra.multiply(x, x, transposingA: true).mapped { $0 / Float(samples) }
    let (values, vectors) = try LinearAlgebra.symmetricEigen(covariance)
    let w = neurons.weights.elements
    #expect(abs(w[0] * w[0] + w[1] * w[1] - values[1]) < 1e-3)
    #expect(abs(abs(w[0] * vectors[1, 0] + w[1] * vectors[1, 1]) - values[1].squareRoot()) < 1e-3)
  }

  @Test("a polynomial, as text; Oja's is Oja's")
  func polynomial() throws {
    // docs/rules.md begins: polynomial
    let rule = try PolynomialRule(formula: "x*y - y^2*w")
    // docs/rules.md ends
    #expect(try relativeDifference(of: rule, from: Oja()) < 1e-6)
  }

  @Test("a formula with a mistake shows where it is")
  func formulaMistake() {
    let problem = #expect(throws: Problem.self) { try PolynomialRule(formula: "x*y - z") }
    #expect(problem?.advice != nil)
  }

  @Test("a loss as a closure; its negative gradient is the update that A and M give")
  func surrogate() throws {
    // docs/rules.md begins: surrogate
    let yuille = Surrogate(name: "yuille") { x, w, y in
      // The graph of w·x with the value of the layer's real output, whatever competition made it.
      let output = x.matmul(w, transposingB: true).replacingValue(with: y.value)  // [samples, neurons]
      let squares = w.sumOfSquares(along: 1)  // ‖w‖² of every neuron
      return -0.5 * output.sumOfSquares() + 0.25 * Float(x.shape[0]) * squares.sumOfSquares()
    }
    // docs/rules.md ends
    #expect(try relativeDifference(of: yuille, from: Yuille()) < 1e-6)
  }

  @Test("The code of docs/rules.md is the code of this file")
  func isTheSame() throws {
    let file = URL(fileURLWithPath: #filePath)
    let root = file.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let document = try String(contentsOf: root.appendingPathComponent("docs/rules.md"), encoding: .utf8)
    let lines = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n")
    var examples = 0
    for (index, line) in lines.enumerated()
    where line.contains("// docs/rules.md begins: ") && !line.contains("contains") {
      let indent = line.prefix { $0 == " " }.count
      let code = lines[(index + 1)...].prefix { !$0.hasSuffix("// docs/rules.md ends") }
      let text = code.map { $0.dropFirst(min(indent, $0.count)) }.joined(separator: "\n")
      #expect(document.contains("```swift\n\(text)\n```"), "the example after line \(index + 1)")
      examples += 1
    }
    #expect(examples == 4)
  }

  /// Of the updates of two rules, for the same random activity.
  private func relativeDifference(of rule: some LearningRule, from reference: some LearningRule) throws -> Double {
    var random = RandomStream(seed: 1, "new rules")
    func normal(_ rows: Int, _ columns: Int) -> Tensor {
      Tensor(shape: [rows, columns], elements: (0..<rows * columns).map { _ in random.normal() })
    }
    let (x, w) = (normal(7, 5), normal(3, 5))
    let u = LinearAlgebra.multiply(x, w, transposingB: true)
    let activity = Activity(x: x, w: w, u: u, y: .dense(normal(7, 3)))
    var state = PlasticState()
    let deltas = try [
      rule.update(for: activity, state: &state).delta(x: x, w: w),
      reference.update(for: activity, state: &state).delta(x: x, w: w),
    ]
    let squares = zip(deltas[0].elements, deltas[1].elements).reduce((0.0, 0.0)) { sums, pair in
      let difference = Double(pair.0 - pair.1)
      return (sums.0 + difference * difference, sums.1 + Double(pair.1 * pair.1))
    }
    return (squares.0 / squares.1).squareRoot()
  }

  /// Points of a cloud that is longest along (2, 1).
  private static let inputs: Tensor = {
    var random = RandomStream(seed: 2, "new rules")
    return Tensor(
      shape: [60, 2],
      elements: (0..<60).flatMap { _ -> [Float] in
        let (along, across) = (random.normal(), 0.3 * random.normal())
        return [2 * along - across, along + 2 * across]
      })
  }()
}
