import HebbSupport
import Testing

@testable import HebbMemories

@Suite("One neuron's associations")
struct AssociatorTests {
  private static let light = try? AssociationPair(inputs: [1, 0], output: 1)

  private func trained(_ rule: AssociationRule, _ pairs: [String], trials: Int, from weights: [Double]) throws
    -> [Double]
  {
    let pairs = try pairs.map(AssociationPair.init(parsing:))
    let neuron = try Associator(rule: rule, rate: 0.1, decay: 0.1, weights: weights)
    return try AssociationHistory(of: neuron, phases: [pairs], trials: trials, probes: []).finalWeights
  }

  @Test("One trial changes the weights as each formula says", arguments: AssociationRule.allCases)
  func step(rule: AssociationRule) throws {
    var neuron = try Associator(rule: rule, rate: 0.2, decay: 0.3, weights: [0.5, 0.4, 0.1])
    neuron.learn(try AssociationPair(inputs: [1, 0, 0.5], output: 1))
    let expected: [Double] =
      switch rule {
      case .hebb: [0.5 + 0.2 * 0.5, 0.4 - 0.3 * 0.4, 0.1 + 0.2 * 0.5 * 0.9 - 0.3 * 0.5 * 0.1]
      case .oja: [0.5 + 0.2 * 0.5, 0.4 - 0.2 * 0.4, 0.1 + 0.2 * 0.4]
      case .outstar: [0.5 + 0.2 * 0.5, 0.4, 0.1 + 0.2 * 0.5 * 0.9]
      case .rescorlaWagner: [0.5 + 0.2 * 0.45, 0.4, 0.1 + 0.2 * 0.5 * 0.45]
      }
    for (weight, value) in zip(neuron.weights, expected) { #expect(abs(weight - value) < 1e-12) }
  }

  @Test("By Hebb's rule the input that comes with the output is connected, the other disconnected")
  func example() throws {
    let weights = try trained(.hebb, ["1,0=1", "0,1=0"], trials: 100, from: [0.3, 0.4])
    #expect(weights[0] > 0.99 && abs(weights[1]) < 0.01)
  }

  @Test("An input without the output is forgotten by all rules but Oja's", arguments: AssociationRule.allCases)
  func extinction(rule: AssociationRule) throws {
    let weights = try trained(rule, ["1=0"], trials: 100, from: [1])
    #expect(rule == .oja ? weights == [1] : weights[0] < 0.01)
  }

  @Test("Silence changes nothing", arguments: AssociationRule.allCases)
  func silence(rule: AssociationRule) throws {
    #expect(try trained(rule, ["0,0=0"], trials: 10, from: [0.3, 0.7]) == [0.3, 0.7])
  }

  @Test("The history has a state for every trial, and the ends of the phases")
  func history() throws {
    let light = try #require(Self.light)
    let neuron = try Associator(rule: .hebb, rate: 0.1, decay: 0.1, weights: [0, 0])
    let history = try AssociationHistory(of: neuron, phases: [[light], [light, light]], trials: 5, probes: [[1, 1]])
    #expect(history.weights.count == 16 && history.phaseEnds == [5, 15])
    #expect(history.finalResponses == [history.finalWeights[0] + history.finalWeights[1]])
  }

  @Test("Pairs of different widths and impossible rates are refused")
  func mistakes() throws {
    let neuron = try Associator(rule: .hebb, rate: 0.1, decay: 0.1, weights: [0])
    let light = try #require(Self.light)
    #expect(throws: Problem.self) { try AssociationHistory(of: neuron, phases: [[light]], trials: 1, probes: []) }
    for rate in [-0.1, 1.5, .nan] {
      #expect(throws: Problem.self) { try Associator(rule: .hebb, rate: rate, decay: 0, weights: [0]) }
      #expect(throws: Problem.self) { try Associator(rule: .hebb, rate: 0, decay: rate, weights: [0]) }
    }
    #expect(try AssociationRule.named("delta") == .rescorlaWagner)
    #expect(throws: Problem.self) { try AssociationRule.named("rescorla") }
  }
}
