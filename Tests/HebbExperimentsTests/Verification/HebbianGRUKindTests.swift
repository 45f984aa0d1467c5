import Foundation
import HebbSupport
import Testing

@testable import HebbExperiments

@Suite("Reference cases of the Hebbian GRU")
struct HebbianGRUKindTests {
  private typealias Fixtures = ReferenceCaseFixtures

  private static let names = ["weightIH", "weightHH", "biasIH", "biasHH", "fcWeight", "fcBias"]
  private static let values: [[Double]] = [
    [0.5, -0.25, 1.5], [0.75, 0.5, -1], [0.125, -0.5, 0.25], [-0.25, 0.5, 1], [2], [-0.5],
  ]

  /// One hidden unit, two steps of one input each; gradients by finite differences.
  private static var object: [String: Any] {
    func shaped(_ name: String, _ values: [Double]) -> Any {
      name.hasPrefix("weight") || name == "fcWeight" ? values.map { [$0] } : values
    }
    let all = run(values)
    let gradients = zip(names, values.indices).map { name, index in
      let differences = values[index].indices.map { element in
        var (above, below) = (values, values)
        above[index][element] += 1e-4
        below[index][element] -= 1e-4
        return (run(above).loss - run(below).loss) / 2e-4
      }
      return (name, shaped(name, differences))
    }
    return [
      "name": "small", "kind": "hebbianGRU", "x": [[[1], [-2]]], "gateOrder": "reset, update, new",
      "weights": Dictionary(uniqueKeysWithValues: zip(names, values).map { ($0, shaped($0, $1)) })
        .merging(["projection": [[0.5]]]) { $1 },
      "expected": [
        "output": [all.output.map { [$0] }], "finalHidden": [[all.state]], "lossMeanSquare": all.loss,
        "gradients": Dictionary(uniqueKeysWithValues: gradients),
      ] as [String: Any],
    ]
  }

  private static func run(_ v: [[Double]]) -> (output: [Double], state: Double, loss: Double) {
    func sigmoid(_ a: Double) -> Double { 1 / (1 + exp(-a)) }
    var (h, output) = (0.0, [Double]())
    for x in [0.5, -1] {
      let gates = (0..<3).map { (v[0][$0] * x + v[2][$0], v[1][$0] * h + v[3][$0]) }
      let (reset, update) = (sigmoid(gates[0].0 + gates[0].1), sigmoid(gates[1].0 + gates[1].1))
      h = (1 - update) * tanh(gates[2].0 + reset * gates[2].1) + update * h
      output.append(max(0, h) * v[4][0] + v[5][0])
    }
    return (output, h, output.reduce(0) { $0 + $1 * $1 } / 2)
  }

  @Test("Output, state, loss and every gradient agree with plain loops")
  func agrees() throws {
    let outcome = try Verification.outcome(of: Fixtures.read(Self.object))
    #expect(outcome.result == .match, "\(outcome.comparisons)")
    #expect(
      outcome.comparisons.map(\.name)
        == ["output", "finalHidden", "lossMeanSquare"] + Self.names.map { "gradients.\($0)" })
  }

  @Test("A planted fault is caught, also in the loss and in a gradient", arguments: ["loss", "gradient"])
  func plantedFault(in result: String) throws {
    let faulty =
      result == "loss"
      ? Fixtures.changing(Self.object, "expected", "lossMeanSquare", to: 1)
      : Fixtures.changing(Self.object, "expected", "gradients", "fcBias", to: [0.125])
    let outcome = try Verification.outcome(of: Fixtures.read(faulty))
    #expect(outcome.result == .differs)
    #expect(
      outcome.comparisons.filter { !$0.matches }.map(\.name)
        == [result == "loss" ? "lossMeanSquare" : "gradients.fcBias"])
  }

  @Test("Another order of the gates is not supported")
  func gateOrder() throws {
    let object = Fixtures.changing(Self.object, "gateOrder", to: "update, reset, new")
    #expect(
      try Verification.outcome(of: Fixtures.read(object)).reason == "the gate order “update, reset, new”")
  }

  @Test(
    "What is missing or does not fit is a problem that names file, case and key",
    arguments: [
      (["x"], "[[1], [2]]", "x"), (["x"], "[[[1, 2]]]", "weights.projection"),
      (["weights", "weightIH"], "[[1], [2]]", "weights.weightIH"),
      (["weights", "biasHH"], "[[1], [2], [3]]", "weights.biasHH"),
      (["weights", "fcBias"], "[1, 2]", "weights.fcBias"),
      (["expected", "lossMeanSquare"], "[1]", "expected.lossMeanSquare"),
      (["expected", "output"], "1", "expected.output"),
      (["expected", "gradients"], #"{"fcWeigt": [[1]]}"#, "expected.gradients.fcWeigt"),
    ])
  func mistakes(path: [String], json: String, place: String) throws {
    let value = try Fixtures.value(json)
    let object =
      path.count == 1
      ? Fixtures.changing(Self.object, path[0], to: value)
      : Fixtures.changing(Self.object, path[0], path[1], to: value)
    let problem = try #require(throws: Problem.self) { try Verification.outcome(of: Fixtures.read(object)) }
    #expect(problem.place == "mine.json, case “small”, \(place)")
    #expect(problem.advice != nil)
  }
}
