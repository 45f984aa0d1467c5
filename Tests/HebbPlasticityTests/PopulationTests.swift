import HebbSupport
import HebbTensor
import Testing

@testable import HebbPlasticity

@Suite("A population")
struct PopulationTests {
  /// Gives the update that it is told to.
  private struct Told: LearningRule {
    static let name = "told"
    static let card = RuleCard(formula: "", canonical: "", summary: "", properties: [], source: "")
    var update: @Sendable (Activity) -> PlasticUpdate = { .canonical(CanonicalUpdate(post: $0.y)) }

    init(_ update: @escaping @Sendable (Activity) -> PlasticUpdate) { self.update = update }
    init(_ parameters: ParameterValues) {}

    func update(for activity: Activity, state: inout PlasticState) -> PlasticUpdate { update(activity) }
  }

  /// Subtracts a half, a constraint that is not part of the engine.
  private struct Shift: WeightConstraint {
    static let name = "shift"
    static let about = "w ← w − ½"
    init() {}
    init(_ parameters: ParameterValues) {}
    func apply(to w: inout Tensor, state: inout PlasticState) { w = w.mapped { $0 - 0.5 } }
    func begin(with w: inout Tensor, state: inout PlasticState) {}
  }

  private static func matrix(_ rows: Int, _ columns: Int, seed: UInt64 = 1) -> Tensor {
    var random = RandomStream(seed: seed, "population")
    return Tensor.random([rows, columns], &random)
  }

  @Test("Learning is the rule's update times the learning rate, then the constraints in their order")
  func learning() throws {
    let (x, w) = (Self.matrix(20, 33), Self.matrix(11, 33, seed: 2))
    let orders: [[any WeightConstraint]] = [[], [UnitNorm()], [UnitNorm(), Shift()], [Shift(), UnitNorm()]]
    for constraints in orders {
      for scale in UpdateScale.allCases {
        var population = Population(
          Plasticity(rule: Oja(), constraints: constraints, learningRate: 0.3, scale: scale), weights: w)
        var state = PlasticState()
        var expected = w
        for constraint in constraints { constraint.begin(with: &expected, state: &state) }
        for batch in 1...3 {
          let y = LinearAlgebra.multiply(x, expected, transposingB: true)
          let activity = Activity(x: x, w: expected, u: y, y: .dense(y))
          let delta = Oja().update(for: activity, state: &state).delta(x: x, w: expected)
          let factor: Float =
            switch scale {
            case .sum: 1
            case .mean: 1 / 20
            case .largest: 1 / delta.elements.reduce(0) { max($0, $1.magnitude) }
            }
          expected = expected.combined(with: delta) { $0 + 0.3 * factor * $1 }
          for constraint in constraints { constraint.apply(to: &expected, state: &state) }
          guard expected.elements.allSatisfy({ $0.magnitude < 1e10 }) else { break }
          try population.learn(from: x)
          let error = relativeError(population.weights, expected)
          #expect(error < 1e-4, "\(constraints), \(scale), batch \(batch)")
          #expect(population.step == batch)
        }
      }
    }
  }

  @Test("Under winner-take-all, neurons that never win keep their weights, bit for bit")
  func untouched() throws {
    let (x, w) = (Self.matrix(3, 40), Self.matrix(30, 40, seed: 2))
    var population = Population(
      Plasticity(rule: Oja(), competition: [WinnerTakeAll()], constraints: [UnitNorm()], learningRate: 0.1), weights: w)
    let before = population.weights
    guard case .sparse(let winners) = try population.learn(from: x).y else {
      Issue.record("winner-take-all activity is sparse")
      return
    }
    for neuron in 0..<30 {
      let isSame = (0..<40).allSatisfy { population.weights[neuron, $0] == before[neuron, $0] }
      #expect(isSame == !winners.indices.contains(Int32(neuron)))
    }
  }

  @Test(
    "When weights stop being finite, the error names rule, layer and step, and the weights are as they were",
    arguments: [true, false], [[any WeightConstraint]](arrayLiteral: [], [UnitNorm()], [Shift()]))
  func divergence(isSparse: Bool, constraints: [any WeightConstraint]) throws {
    let rule = Told { activity in
      let amount: Float = activity.x[0, 0] > 1 ? .infinity : 0.01
      let rows = SparseRows(samples: 1, neurons: 9, perSample: 1, indices: [3], values: [amount])
      return .canonical(CanonicalUpdate(post: isSparse ? .sparse(rows) : .dense(rows.dense)))
    }
    var population = Population(
      Plasticity(rule: rule, constraints: constraints), weights: Self.matrix(9, 20), place: "layers.1")
    try population.learn(from: Tensor(shape: [1, 20], filledWith: 1))
    let before = population.weights
    let problem = #expect(throws: Problem.self) {
      try population.learn(from: Tensor(shape: [1, 20], filledWith: 2))
    }
    #expect(problem?.what == "the rule “told” diverged at step 2: weights are no longer finite")
    #expect(problem?.place == "layers.1")
    #expect(problem?.advice?.contains("learning rate") == true)
    #expect(population.weights == before)
    #expect(population.step == 1)
    try population.learn(from: Tensor(shape: [1, 20], filledWith: 1))
    #expect(population.weights != before)
  }

  @Test("Copies learn independently, and weights once read stay as they are")
  func copies() throws {
    for competition in [[], [WinnerTakeAll()]] {
      var first = Population(
        Plasticity(rule: Oja(), competition: competition, learningRate: 0.01), weights: Self.matrix(12, 20))
      try first.learn(from: Self.matrix(4, 20, seed: 5))
      let (read, elements) = (first.weights, first.weights.elements)
      var second = first
      for seed in 6..<9 {
        try first.learn(from: Self.matrix(4, 20, seed: UInt64(seed)))
        #expect(read.elements == elements)
        #expect(second.weights.elements == elements)
      }
      for seed in 6..<9 { try second.learn(from: Self.matrix(4, 20, seed: UInt64(seed))) }
      #expect(first.weights == second.weights)
    }
  }

  @Test("Connections outside the mask stay 0")
  func mask() throws {
    let mask = Self.matrix(10, 30).mapped { $0 > 0 ? 1 : 0 }
    for competition in [[], [WinnerTakeAll()]] {
      var population = Population(
        Plasticity(rule: Oja(), competition: competition, constraints: [UnitNorm()], learningRate: 0.1),
        weights: Self.matrix(10, 30, seed: 2), mask: mask)
      for seed in 0..<3 { try population.learn(from: Self.matrix(8, 30, seed: UInt64(seed))) }
      #expect(zip(population.weights.elements, mask.elements).allSatisfy { $1 == 1 || $0 == 0 })
    }
  }

  @Test("Batches without samples and populations without neurons change nothing")
  func empty() throws {
    var population = Population(Plasticity(rule: Oja(), constraints: [UnitNorm()]), weights: Self.matrix(3, 5))
    let before = population.weights
    try population.learn(from: Tensor(shape: [0, 5]))
    #expect(relativeError(population.weights, before) < 1e-6)
    var nobody = Population(Plasticity(rule: Oja()), weights: Tensor(shape: [0, 5]))
    try nobody.learn(from: Self.matrix(2, 5))
    #expect(nobody.weights.count == 0)
  }

  @Test("Thresholds are subtracted from the neurons' inputs")
  func thresholds() throws {
    var population = Population(
      Plasticity(
        rule: Oja(), competition: [WinnerTakeAll()], homeostasis: AdaptiveThreshold(rate: 1, target: 0.25),
        learningRate: 0), weights: Self.matrix(4, 6))
    let x = Self.matrix(5, 6, seed: 3)
    try population.learn(from: x)
    #expect(population.thresholds.contains { $0 != 0 })
    let response = population.respond(to: x)
    for sample in 0..<5 {
      for neuron in 0..<4 {
        #expect(response.drive[sample, neuron] == response.u[sample, neuron] - population.thresholds[neuron])
      }
    }
  }
}
