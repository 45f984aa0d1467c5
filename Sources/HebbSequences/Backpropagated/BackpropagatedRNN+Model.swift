import Foundation
public import HebbSupport
public import HebbTensor

extension BackpropagatedRNN: SequenceModel {
  public var symbols: Int { description.symbols }

  public func learn(from batch: SequenceBatch, rateFactor: Double) throws(Problem) -> SequenceScore {
    try batch.check(symbols: symbols)
    let variables = parameters.map { Variable($0) }
    let answers = answers(to: batch, variables)
    let score = score(answers.map(\.value), batch)
    guard score.bits.isFinite else { throw divergence }
    var gradients = loss(answers, batch).gradients(withRespectTo: variables)
    let length = gradients.reduce(0.0) { $0 + $1.elements.reduce(0.0) { $0 + Double($1) * Double($1) } }.squareRoot()
    guard length.isFinite else { throw divergence }
    if clip > 0, length > Double(clip) {
      let factor = Float(Double(clip) / length)
      gradients = gradients.map { $0.mapped { factor * $0 } }
    }
    setRate(factor: rateFactor)
    optimiser.update(&parameters, gradients: gradients, parallel: parallel)
    return score
  }

  public func evaluate(_ batch: SequenceBatch) throws(Problem) -> SequenceScore {
    try batch.check(symbols: symbols)
    return score(answers(to: batch, parameters.map { .constant($0) }).map(\.value), batch)
  }

  /// −log p of the right symbols, averaged over the answers that count.
  private func loss(_ answers: [Variable], _ batch: SequenceBatch) -> Variable {
    let share = -1 / Float(max(batch.answers, 1))
    var sum = Variable.constant(0)
    for (step, logs) in answers.enumerated() {
      var chosen = Tensor(shape: logs.shape)
      for lane in 0..<batch.lanes where batch.counts?[step * batch.lanes + lane] ?? true {
        chosen[lane, Int(batch.targets[step * batch.lanes + lane])] = share
      }
      sum = sum + (logs * .constant(chosen)).sum()
    }
    return sum
  }

  private func score(_ logs: [Tensor], _ batch: SequenceBatch) -> SequenceScore {
    var score = SequenceScore()
    for (step, logs) in logs.enumerated() {
      for lane in 0..<batch.lanes where batch.counts?[step * batch.lanes + lane] ?? true {
        let row = logs.elements[lane * symbols..<(lane + 1) * symbols]
        let target = Int(batch.targets[step * batch.lanes + lane])
        let best = row.indices.max { row[$0] < row[$1] } ?? 0
        score += SequenceScore(
          answers: 1, correct: best - row.startIndex == target ? 1 : 0,
          bits: -Double(row[row.startIndex + target]) / M_LN2)
      }
    }
    return score
  }

  public func beginReading() {
    let start = begin(lanes: 1)
    reader = Reader(
      state: start.state.value, trace: start.trace?.value,
      seen: Array(repeating: nil, count: description.lastSymbols))
  }

  public func read(_ symbol: UInt8) -> [Float] {
    if reader == nil { beginReading() }
    guard var reader else { return [] }
    reader.seen = [symbol] + reader.seen.dropLast()
    let external = external(lanes: 1, step: reader.step) { _, back in reader.seen[back] }
    let moment = Moment(state: .constant(reader.state), trace: reader.trace.map { .constant($0) })
    let (scores, next) = step(external, moment, parameters.map { .constant($0) })
    (reader.state, reader.trace, reader.step) = (next.state.value, next.trace?.value, reader.step + 1)
    self.reader = reader
    return scores.logSoftmax().value.elements
  }

  public var saved: [String: Tensor] {
    var tensors = Dictionary(uniqueKeysWithValues: zip(names, parameters))
    for (name, (mean, square)) in zip(names, zip(optimiser.means, optimiser.squares)) {
      (tensors["adam.mean.\(name)"], tensors["adam.square.\(name)"]) = (mean, square)
    }
    return tensors
  }

  public var counters: [String: Int] { ["steps": optimiser.step] }

  public func restore(_ saved: [String: Tensor], counters: [String: Int]) throws(Problem) {
    let step = counters["steps"] ?? -1
    func tensors(_ prefix: String) throws(Problem) -> [Tensor] {
      var found: [Tensor] = []
      for (name, own) in zip(names, parameters) {
        guard let tensor = saved[prefix + name], tensor.shape == own.shape, tensor.elements.allSatisfy(\.isFinite)
        else {
          throw Problem(
            "saved weights do not fit the network: “\(prefix + name)” is missing, not finite or not \(own.shape)",
            advice: "Use the specification that they were saved with.")
        }
        found.append(tensor)
      }
      return found
    }
    let weights = try tensors("")
    let (means, squares) = step > 0 ? (try tensors("adam.mean."), try tensors("adam.square.")) : ([], [])
    guard step >= 0 else {
      throw Problem("saved weights come without the number of steps", advice: "Use another checkpoint.")
    }
    parameters = weights
    optimiser.restore(step: step, means: means, squares: squares)
  }

  private var divergence: Problem {
    Problem(
      "activity or gradients stopped being finite at step \(optimiser.step + 1) of learning", at: "back-propagation",
      advice: "Lower backpropRate; the last checkpoint is untouched.")
  }
}
