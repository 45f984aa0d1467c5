import HebbPlasticity
import HebbSupport
import HebbTensor
import Testing

@Suite("Földiák's trace rule")
struct TraceTests {
  @Test("learns line detectors that do not care where the line is (Földiák 1991)", arguments: 0..<4 as Range<UInt64>)
  func shiftInvariance(seed: UInt64) throws {
    let winners = try winnersAfterSweeps(Trace(rate: 0.1), seed: seed)
    // Every orientation has one neuron for all its positions, and no two share one.
    #expect(winners.allSatisfy { Set($0).count == 1 })
    #expect(Set(winners.compactMap(\.first)) == [0, 1, 2, 3])
  }

  @Test("without a trace, positions of one orientation go to different neurons")
  func withoutTrace() throws {
    let winners = try winnersAfterSweeps(Trace(rate: 1), seed: 0)
    #expect(winners.contains { Set($0).count > 1 })
  }

  /// Simple units detect lines at every place of an 8 × 8 field, in four orientations; four complex units learn from them
  /// as lines sweep over the field. The field is wrapped around, so that all lines have the same length. Returns, for every orientation, which
  /// complex unit wins at each position.
  private func winnersAfterSweeps(_ rule: Trace, seed: UInt64) throws -> [[Int]] {
    var random = RandomStream(seed: seed, "sweeps")
    var layer = Population(
      Plasticity(rule: rule, competition: [WinnerTakeAll()], learningRate: 0.01),
      weights: Tensor(shape: [4, 256], elements: (0..<4 * 256).map { _ in 0.1 * random.uniform() }))
    for _ in 0..<1_000 {
      let sweep = Self.sweep(orientation: random.next(below: 4))
      try layer.learn(
        from: Tensor(random.next(below: 2) == 0 ? sweep : sweep.reversed(), columns: 256), lanes: 1)
    }
    return (0..<4).map { orientation in
      let y = layer.respond(to: Tensor(Self.sweep(orientation: orientation), columns: 256)).y.dense.rows
      return y.map { $0.firstIndex(of: 1) ?? -1 }
    }
  }

  /// The responses of the simple units `[positions, 4 · 64]` as a line moves over the field, at right angles to itself.
  private static func sweep(orientation: Int) -> Matrix {
    let side = 8
    // Which line through the field a place is on: rows, columns, two kinds of diagonals.
    let line: (Int, Int) -> Int =
      [{ r, _ in r }, { _, c in c }, { r, c in (r + c) % side }, { r, c in (r - c + side) % side }][orientation]
    return (0..<side).map { position in
      (0..<4 * side * side).map { unit in
        let (kind, place) = (unit / (side * side), unit % (side * side))
        return kind == orientation && line(place / side, place % side) == position ? 1 : 0
      }
    }
  }

  @Test("the trace goes on from batch to batch, separately in every lane")
  func lanes() throws {
    func activity(_ y: Matrix) -> Activity {
      let y = Tensor(y, columns: 1)
      return Activity(
        x: Tensor(shape: [y.shape[0], 1], filledWith: 1), w: Tensor(shape: [1, 1]), u: y, y: .dense(y), lanes: 2)
    }
    var state = PlasticState()
    let rule = Trace(rate: 0.5)
    let first = try rule.update(for: activity([[8], [0]]), state: &state)
    let second = try rule.update(for: activity([[0], [4], [0], [0]]), state: &state)
    let (w, one, two) = (
      Tensor(shape: [1, 1]), Tensor(shape: [2, 1], filledWith: 1), Tensor([[1], [10], [100], [1000]], columns: 1)
    )
    #expect(first.delta(x: one, w: w).elements == [4])
    #expect(second.delta(x: two, w: w).elements == [2 + 20 + 100 + 1000])
    #expect(state["trace.activity"]?.elements == [1, 1])
  }

  @Test("rows that are not whole steps of all lanes are refused")
  func brokenSteps() throws {
    var layer = Population(Plasticity(rule: Trace()), weights: Tensor(shape: [2, 2]), place: "layers.2")
    let problem = #expect(throws: Problem.self) { try layer.learn(from: Tensor(shape: [5, 2]), lanes: 2) }
    #expect(problem?.what.contains("5 rows") == true && problem?.what.contains("2 lanes") == true)
    #expect(problem?.place == "layers.2")
  }

  @Test("an empty batch leaves the trace alone")
  func emptyBatch() throws {
    let before = PlasticState(["trace.activity": Tensor(shape: [2, 3], filledWith: 1)])
    var state = before
    let none = Tensor(shape: [0, 3])
    _ = try Trace().update(
      for: Activity(x: Tensor(shape: [0, 1]), w: Tensor(shape: [3, 1]), u: none, y: .dense(none), lanes: 2),
      state: &state)
    #expect(state == before)
  }

  @Test("new sequences begin without a trace, also where another rule waits for reward with it")
  func newSequences() throws {
    for rule in [Trace(), try RewardModulated(Trace(), decay: 0.5)] as [any LearningRule] {
      var layer = Population(Plasticity(rule: rule), weights: startingWeights(2, 3, seed: 1))
      let x = Tensor(shape: [2, 3], filledWith: 1)
      try layer.learn(from: x, lanes: 1, signals: Signals(reward: [1, 1]))
      #expect(!layer.state.tensors.isEmpty)
      layer.beginSequences()
      #expect(layer.state.tensors.isEmpty)
    }
  }
}
