import Foundation
import HebbData
import HebbPlasticity
import HebbTensor
import Testing

@testable import HebbExperiments

@Suite("Few-shot networks")
struct FewShotNetworkTests {
  private let inputs: FewShotInputs
  private let episode: FewShotEpisode

  init() {
    let drawings = SyntheticCharacters.drawings(characters: 8, side: 7, seed: 2)
    let smoothed = FewShotInputs.smoothed(drawings)
    inputs = FewShotInputs(drawings, smoothed: smoothed, scale: .init(of: smoothed))
    var random = RandomStream(seed: 3, "episode")
    episode = FewShotEpisode(
      .init(ways: 4, shots: 2, queriesEach: 6, presentationsEach: 4), characters: 8,
      drawingsEach: 12, using: &random)
  }

  private func outcome(_ rule: Polynomial, rate: Double = 0.2) -> FewShotNetwork.Outcome? {
    FewShotNetwork(ways: 4, inputs: 49).outcome(
      of: episode, by: PolynomialStep(rule, learningRate: rate), inputs)
  }

  /// The same in double precision, one weight at a time.
  private func reference(_ rule: Polynomial, rate: Double) -> FewShotNetwork.Outcome {
    func x(_ drawing: Int, _ pixel: Int) -> Double { Double(inputs.activity[drawing * 49 + pixel]) }
    var w = [[Double]](repeating: [Double](repeating: 0, count: 49), count: 4)
    for sample in episode.presentations {
      for neuron in 0..<4 {
        let y = neuron == sample.label ? 1.0 : -1.0 / 3
        for pixel in 0..<49 {
          let old = w[neuron][pixel]
          for term in rule.terms {
            w[neuron][pixel] +=
              rate * rule[term] * pow(x(sample.drawing, pixel), Double(term.x))
              * pow(y, Double(term.y))
              * pow(old, Double(term.w))
          }
        }
      }
    }
    let outputs = episode.queries.map { query in
      w.map { row in (0..<49).reduce(0) { $0 + row[$1] * x(query.drawing, $1) } }
    }
    let deviations = outputs.flatMap { row in row.map { $0 - row.reduce(0, +) / 4 } }
    let deviation = (deviations.reduce(0) { $0 + $1 * $1 } / Double(deviations.count)).squareRoot()
    var (accuracy, probability) = (0.0, 0.0)
    for (query, row) in zip(episode.queries, outputs) {
      accuracy += row.allSatisfy { row[query.label] >= $0 } ? 1 : 0
      probability +=
        exp(2 * row[query.label] / deviation) / row.reduce(0) { $0 + exp(2 * $1 / deviation) }
    }
    return .init(accuracy: accuracy / 24, probability: probability / 24)
  }

  @Test(
    "It learns and answers as a plain loop in double precision does",
    arguments: [
      "x*y", "x*y - y^2*w", "x (y + 0.3) (1 - w^2)",
      "0.1 - 0.2 x + x^2 y^2 w - 0.5 x y w^2 + y - y^2 + x y",
    ])
  func plainLoop(formula: String) throws {
    let rule = try Polynomial(parsing: formula)
    let (found, expected) = (try #require(outcome(rule)), reference(rule, rate: 0.2))
    #expect(found.accuracy == expected.accuracy)
    #expect(abs(found.probability - expected.probability) < 1e-4)
    #expect(found.accuracy > 0.4, "more than chance, which is 0.25")
  }

  @Test("Every episode is learned from the beginning")
  func freshStart() throws {
    let network = FewShotNetwork(ways: 4, inputs: 49)
    let step = PolynomialStep(try Polynomial(parsing: "x*y - y^2*w"), learningRate: 0.2)
    let first = network.outcome(of: episode, by: step, inputs)
    #expect(
      network.outcome(
        of: episode, by: PolynomialStep(try Polynomial(parsing: "1e20 w + x")), inputs) == nil)
    #expect(network.outcome(of: episode, by: step, inputs) == first && first != nil)
  }

  @Test(
    "A rule that changes nothing, or all neurons in the same way, is right by chance",
    arguments: ["0", "x", "w + 1"])
  func chance(formula: String) throws {
    let outcome = try #require(outcome(try Polynomial(parsing: formula)))
    #expect(abs(outcome.accuracy - 0.25) < 1e-12)
    #expect(abs(outcome.probability - 0.25) < 1e-12)
  }

  @Test("The scale of a rule without w does not matter")
  func scale() throws {
    let hebb = try Polynomial(parsing: "x*y")
    let (small, large) = (try #require(outcome(hebb.scaled(by: 1e-3))), try #require(outcome(hebb)))
    #expect(small.accuracy == large.accuracy && abs(small.probability - large.probability) < 1e-4)
  }

  @Test(
    "Weights that diverge give no outcome",
    arguments: ["1e9 x*y", "1e30 x*y + w^2", "5 w + x", "1e38 x^2 - 1e38 w^2 + 1"])
  func divergence(formula: String) throws {
    #expect(outcome(try Polynomial(parsing: formula), rate: 1) == nil)
  }

  @Test("Scalar products of all lengths", arguments: [0, 1, 7, 8, 9, 16, 31, 196])
  func dot(count: Int) {
    let a = (0..<count).map { Float($0 % 5) - 2 }
    let b = (0..<count).map { Float($0 % 7) - 3 }
    let expected = zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
    let found = a.withUnsafeBufferPointer { a in
      b.withUnsafeBufferPointer { b in
        count == 0 ? 0 : FewShotNetwork.dot(a.baseAddress!, b.baseAddress!, count: count)
      }
    }
    #expect(found == expected)
  }
}
