import HebbPlasticity
import HebbTensor
import Testing

@Suite("Every rule is its formula, sample by sample")
struct RuleAgreementTests {
  @Test("the update of every rule is that of a plain loop, batch after batch", arguments: RuleCase.all)
  func canonical(_ rule: RuleCase) throws { try compare(rule) }

  @Test("so is the update of every rule that waits for reward", arguments: try RuleCase.rewarded())
  func rewarded(_ rule: RuleCase) throws { try compare(rule) }

  private func compare(_ rule: RuleCase) throws {
    var random = RandomStream(seed: 1, rule.testDescription)
    let shapes = BatchShape.awkward + (0..<20).map { _ in BatchShape.random(&random) }
    for shape in shapes where shape.neurons >= rule.leastNeurons {
      var shape = shape
      shape.inputs = max(shape.inputs, rule.leastInputs)
      let plain = rule.plain(shape)
      var state = PlasticState()
      for (number, steps) in shape.steps.enumerated() {
        let batch = RandomBatch(shape, steps: steps, using: &random)
        let update = try rule.rule.update(for: batch.activity, state: &state)
        let delta = update.delta(x: batch.activity.x, w: batch.activity.w)
        let expected = sum(plain(batch.plain), like: batch.plain.w)
        #expect(agrees(delta.rows, expected), "\(shape), batch \(number): \(distance(delta.rows, expected))")
      }
    }
  }

  @Test(
    "a population that learns by it has the weights of one that learns in a plain loop", arguments: RuleCase.all)
  func populations(_ rule: RuleCase) throws { try comparePopulations(rule) }

  @Test("so has one that waits for reward", arguments: try RuleCase.rewarded())
  func rewardedPopulations(_ rule: RuleCase) throws { try comparePopulations(rule) }

  private func comparePopulations(_ rule: RuleCase) throws {
    var random = RandomStream(seed: 2, rule.testDescription)
    for trial in 0..<8 {
      var shape = BatchShape.random(&random)
      shape.neurons = max(shape.neurons, rule.leastNeurons)
      shape.inputs = max(shape.inputs, rule.leastInputs)
      shape.winners = shape.winners.map { min($0, shape.neurons) }
      let scale = UpdateScale.allCases[trial % 3]
      let rate = scale == .largest ? 0.02 : 0.005
      // Below 1 for the most part, so that high powers of them do not explode.
      let weights = RandomBatch(shape, steps: 1, using: &random).activity.w.mapped { 0.4 * $0 }
      let mask = trial % 2 == 0 ? nil : weights.mapped { _ in random.next(below: 3) == 0 ? 0 : 1 }
      let plasticity = Plasticity(
        rule: rule.rule, competition: shape.winners.map { [WinnerTakeAll(winners: $0)] } ?? [], learningRate: rate,
        scale: scale)
      var population = Population(plasticity, weights: weights, mask: mask, place: "layers.1", seed: 5)
      var plain = PlainPopulation(
        weights.rows, mask: mask?.rows, rule: rule.plain(shape), learningRate: rate, scale: scale,
        winners: shape.winners)
      for steps in shape.steps + [2] {
        let batch = RandomBatch(shape, steps: steps, using: &random)
        let (x, signals) = (batch.activity.x, batch.activity.signals)
        try population.learn(from: x, lanes: shape.lanes, signals: signals)
        plain.learn(
          from: batch.plain.x, lanes: shape.lanes, reward: batch.plain.reward, outputError: batch.plain.outputError)
      }
      #expect(agrees(population.weights.rows, plain.w), "\(shape): \(distance(population.weights.rows, plain.w))")
    }
  }

  @Test("sparse activity teaches what the same activity with its zeros written out does", arguments: RuleCase.all)
  func sparseEqualsDense(_ rule: RuleCase) throws {
    var random = RandomStream(seed: 3, rule.testDescription)
    for shape in BatchShape.awkward where shape.neurons >= rule.leastNeurons && shape.winners != nil {
      var states = (sparse: PlasticState(), dense: PlasticState())
      for steps in shape.steps {
        let batch = RandomBatch(shape, steps: steps, using: &random).activity
        var written = batch
        written.y = .dense(batch.y.dense)
        let sparse = try rule.rule.update(for: batch, state: &states.sparse)
        let dense = try rule.rule.update(for: written, state: &states.dense)
        #expect(agrees(sparse.delta(x: batch.x, w: batch.w).rows, dense.delta(x: batch.x, w: batch.w).rows))
      }
      #expect(states.sparse == states.dense)
    }
  }

  @Test("winner-take-all activity stays sparse in the rules whose formula allows it")
  func staysSparse() throws {
    var random = RandomStream(seed: 4, "sparse")
    let shape = BatchShape(lanes: 6, steps: [1], neurons: 5, inputs: 3, winners: 2)
    let batch = RandomBatch(shape, steps: 1, using: &random).activity
    let rules: [any LearningRule] = [
      Hebb(), Instar(), Competitive(), Foldiak(), Oja(), AntiHebb(), Outstar(), KrotovHopfield(),
      try RewardModulated(Instar()),
    ]
    for rule in rules {
      var (state, signals) = (PlasticState(), batch)
      signals.signals.reward = [1, 2, 3, 4, 5, 6]
      guard case .canonical(let update) = try rule.update(for: signals, state: &state) else {
        Issue.record("\(rule) is not canonical")
        continue
      }
      guard case .sparse = update.post else {
        Issue.record("\(rule) wrote out zeros")
        continue
      }
      if case .perNeuron(.dense) = update.decay { Issue.record("\(rule) wrote out zeros of its decay") }
    }
  }

  @Test("the updates of the parts of a batch add up to that of the whole where no statistic is taken over a batch")
  func splitting() throws {
    let rules: [any LearningRule] = [
      Hebb(), Instar(), Oja(), AntiHebb(), Outstar(), Sanger(), Subspace(), SoftHebb(), KrotovHopfield(),
      FeedbackAlignment(), Trace(), PredictiveSanger(), try RewardModulated(Oja(), decay: 0.7),
      BCM(rate: 0, threshold: [0.1, 0.2, 0.3, 0.4]),
    ]
    var random = RandomStream(seed: 5, "splitting")
    let shape = BatchShape(lanes: 2, steps: [6], neurons: 4, inputs: 5)
    for rule in rules {
      let whole = RandomBatch(shape, steps: 6, using: &random).activity
      var (state, parts) = (PlasticState(), PlasticState())
      let expected = try rule.update(for: whole, state: &state).delta(x: whole.x, w: whole.w)
      var total = Tensor(shape: expected.shape)
      for rows in [0..<2, 2..<8, 8..<12] {
        let part = whole.rows(rows)
        let delta = try rule.update(for: part, state: &parts).delta(x: part.x, w: whole.w)
        total = total.combined(with: delta, +)
      }
      #expect(agrees(total.rows, expected.rows), "\(rule)")
    }
  }

  @Test("decay by wins, for the fused kernels, is the decay of the rule itself on binary activity")
  func decayByWins() throws {
    var random = RandomStream(seed: 6, "wins")
    let shape = BatchShape(lanes: 9, steps: [1], neurons: 4, inputs: 3, winners: 1)
    let batch = RandomBatch(shape, steps: 1, using: &random).activity
    let wins = batch.y.columnSums()
    for rule in LearningRules.types.compactMap({ try? $0.init(given: [:]) }) where rule.decay(wins: 1) != nil {
      var state = PlasticState()
      guard case .canonical(let update) = try rule.update(for: batch, state: &state) else { continue }
      #expect(update.post == batch.y)
      switch update.decay {
      case .none: #expect(wins.allSatisfy { rule.decay(wins: Int($0)) == 0 })
      case .perNeuron(let rows): #expect(rows.columnSums() == wins.map { rule.decay(wins: Int($0)) })
      default: Issue.record("\(rule) has another decay")
      }
    }
  }
}

extension Activity {
  /// The batch of some of the rows.
  fileprivate func rows(_ rows: Range<Int>) -> Activity {
    func part(_ tensor: Tensor) -> Tensor {
      Tensor(
        shape: [rows.count, tensor.shape[1]],
        elements: tensor.elements[rows.lowerBound * tensor.shape[1]..<rows.upperBound * tensor.shape[1]])
    }
    let signals = Signals(
      reward: signals.reward.map { Array($0[rows]) }, outputError: signals.outputError.map(part))
    return Activity(
      x: part(x), w: w, u: part(u), y: .dense(part(y.dense)), lanes: lanes, signals: signals, place: place, seed: seed)
  }
}
