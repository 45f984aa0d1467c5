import Foundation
public import HebbSupport
import HebbTensor

extension HebbianRNN {
  /// Reads a batch from its beginning, and learns after every symbol.
  ///
  /// - Parameter rateFactor: what all learning rates are multiplied by.
  /// - Returns: how good the answers were that were given before learning from them.
  /// - Throws: `Problem` if a symbol is none of the network's, the rule misses something, or activity stops being finite.
  public func learn(from batch: SequenceBatch, rateFactor: Double = 1) throws(Problem) -> SequenceScore {
    try batch.check(symbols: description.symbols)
    if flow.lanes != batch.lanes { flow = Flow(description, lanes: batch.lanes) }
    begin(flow)
    return try run(batch, in: flow) { (flow, step, logSums) throws(Problem) in
      try learn(from: batch, step: step, logSums, rateFactor: rateFactor, in: flow)
    }
  }

  /// Reads a batch from its beginning with everything frozen.
  public func evaluate(_ batch: SequenceBatch) throws(Problem) -> SequenceScore {
    try batch.check(symbols: description.symbols)
    let flow = Flow(description, lanes: batch.lanes)
    begin(flow)
    return try run(batch, in: flow) { (flow, _, _) throws(Problem) in advanceState(in: flow) }
  }

  private func begin(_ flow: Flow) {
    flow.begin()
    flow.activity[0].clear()
    for synapses in hidden { synapses.beginSequences() }
    state.beginSequences()
  }

  private func run(
    _ batch: SequenceBatch, in flow: Flow, each body: (Flow, Int, [Float]) throws(Problem) -> Void
  ) throws(Problem) -> SequenceScore {
    var score = SequenceScore()
    var logSums = [Float](repeating: 0, count: batch.lanes)
    for step in 0..<batch.length {
      batch.inputs.withUnsafeBufferPointer {
        answer($0.baseAddress! + step * batch.lanes, in: flow, logSums: &logSums)
      }
      for lane in 0..<batch.lanes where batch.counts?[step * batch.lanes + lane] ?? true {
        score += flow.score(target: Int(batch.targets[step * batch.lanes + lane]), lane: lane, logSum: logSums[lane])
      }
      guard score.bits.isFinite else {
        throw Problem(
          "activity stopped being finite at step \(steps) of learning", at: "hebbian-rnn",
          advice: "Lower learningRate, or add the constraint unitNorm; the last checkpoint is untouched.")
      }
      try body(flow, step, logSums)
    }
    return score
  }

  private func learn(
    from batch: SequenceBatch, step: Int, _ logSums: [Float], rateFactor: Double, in flow: Flow
  ) throws(Problem) {
    let targets = batch.targets[step * batch.lanes..<(step + 1) * batch.lanes]
    let counts = batch.counts?[step * batch.lanes..<(step + 1) * batch.lanes]
    flow.setError(targets: targets, counts: counts)
    let reward = description.teaching == .reward ? rewards(targets, logSums, in: flow) : nil
    try output.learn(
      from: Lesson(
        pre: flow.top, u: flow.scores, post: flow.error, isTaught: true, reward: nil, error: flow.error,
        rateFactor: rateFactor))
    for layer in hidden.indices {
      Self.follow(flow.activity[layer], by: flow.traces[layer], decay: Float(description.eligibility.hidden))
      let post = teach(layer, activity: flow.activity[layer + 1], flow.post[layer], description.nonlinearity, in: flow)
      try hidden[layer].learn(
        from: Lesson(
          pre: flow.traces[layer], u: flow.drive[layer], post: post, isTaught: !feedback.isEmpty, reward: reward,
          error: flow.error, rateFactor: rateFactor))
    }
    try advanceLearningState(reward: reward, rateFactor: rateFactor, in: flow)
    steps += 1
  }

  /// The state that is in use was made a step ago: what the error says of it concerns what was seen then. Without a
  /// teacher there is nothing to wait for.
  private func advanceLearningState(reward: [Float]?, rateFactor: Double, in flow: Flow) throws(Problem) {
    func lesson(_ pre: LaneBuffer, _ post: LaneBuffer) -> Lesson {
      Lesson(
        pre: pre, u: flow.stateDrive, post: post, isTaught: !feedback.isEmpty, reward: reward, error: flow.error,
        rateFactor: rateFactor)
    }
    guard description.teaching != .none else {
      advanceState(in: flow)
      return try state.learn(from: lesson(flow.top, flow.state))
    }
    if flow.step > 0 {
      let post = teach(description.layers, activity: flow.state, flow.statePost, .tanh, in: flow)
      try state.learn(from: lesson(flow.stateTrace, post))
    }
    Self.follow(flow.top, by: flow.stateTrace, decay: Float(description.eligibility.state))
    advanceState(in: flow)
  }

  /// What drives the plasticity of a population: (B e) f′(u), or its own activity.
  private func teach(
    _ index: Int, activity: LaneBuffer, _ post: LaneBuffer, _ nonlinearity: HebbianRNNDescription.Nonlinearity,
    in flow: Flow
  ) -> LaneBuffer {
    guard !feedback.isEmpty else { return activity }
    feedback[index].send(flow.error, to: post)
    nonlinearity.multiplyByDerivative(post, y: activity)
    return post
  }

  /// trace ← λ trace + x
  private static func follow(_ x: LaneBuffer, by trace: LaneBuffer, decay: Float) {
    let (x, trace, total) = (x.values, trace.values, x.total)
    for i in 0..<total { trace[i] = decay * trace[i] + x[i] }
  }

  /// How much better each lane's answer was than expected, in nats; the expectation follows.
  private func rewards(_ targets: ArraySlice<UInt8>, _ logSums: [Float], in flow: Flow) -> [Float] {
    let logs = targets.enumerated().map { flow.scores.lane($0)[Int($1)] - logSums[$0] }
    let rewards = logs.map { $0 - expectedReward }
    expectedReward += 0.01 * (logs.reduce(0, +) / Float(logs.count) - expectedReward)
    return rewards
  }
}

extension Flow {
  /// Error = target − probabilities; 0 where the answer does not count.
  func setError(targets: ArraySlice<UInt8>, counts: ArraySlice<Bool>?) {
    let (e, p) = (error.values, probabilities.values)
    for i in 0..<error.total { e[i] = -p[i] }
    for (lane, target) in targets.enumerated() {
      error.lane(lane)[Int(target)] += 1
      if let counts, !counts[counts.startIndex + lane] { error.lane(lane).update(repeating: 0, count: error.stride) }
    }
  }

  func score(target: Int, lane: Int, logSum: Float) -> SequenceScore {
    let scores = scores.lane(lane)
    var best = 0
    for symbol in 1..<self.scores.count where scores[symbol] > scores[best] { best = symbol }
    return SequenceScore(
      answers: 1, correct: best == target ? 1 : 0, bits: Double(logSum - scores[target]) / M_LN2)
  }
}
