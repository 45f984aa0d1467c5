public import HebbPlasticity
public import HebbSupport
public import HebbTensor

/// A Hebbian GRU that reads symbols: each symbol is an input of its own, and the outputs are the logits of the symbols.
///
/// An input that is √symbols for one symbol and 0 for all others, with a mean square of 1, selects a column of the
/// projection. There are only as many
/// different responses as symbols, so that what the unit makes of its inputs is computed once for each symbol and not for
/// each step.
public final class GatedTextModel: SequenceModel {
  public let symbols: Int
  public let network: HebbianGRU
  /// Reads a single sequence; nil until it begins, and after learning.
  private var reader: GatedReader?
  /// What was read before learning took the reader away.
  private var readState: Tensor?

  /// - Throws: `Problem` if there are no symbols or no hidden units, or more symbols than a byte can tell apart.
  public init(
    symbols: Int, hidden: Int, plasticity: Plasticity = HebbianGRU.standardPlasticity,
    projectionLearning: ProjectionLearning = .hebbian, training: GatedTraining = GatedTraining(), seed: UInt64 = 0,
    parallel: Parallel = Parallel()
  ) throws(Problem) {
    guard symbols <= 256 else {
      throw Problem("expected at most 256, given \(symbols)", at: "symbols", advice: "Replace rare symbols by one.")
    }
    self.symbols = symbols
    network = try HebbianGRU(
      inputDimension: symbols, hiddenDimension: hidden, outputDimension: symbols, plasticity: plasticity,
      projectionLearning: projectionLearning, training: training, seed: seed, parallel: parallel)
  }

  /// What the input of the symbol is that is read.
  var gain: Float { Float(symbols).squareRoot() }
  /// The projection's response to each symbol, `[symbols, hidden]`.
  private var responses: Tensor { network.weights.mapped { [gain] in gain * $0 } }

  public func learn(from batch: SequenceBatch, rateFactor: Double) throws(Problem) -> SequenceScore {
    try batch.check(symbols: symbols)
    forgetReader()
    let rows = Self.rows(of: batch)
    let result = try network.learn(
      .chosen(from: responses, rows: rows.inputs), batch: batch.lanes, steps: batch.length,
      targets: rows.targets, rateFactor: rateFactor,
      projectionGradient: { [gain] in $0.transposed.mapped { gain * $0 } })
    if network.isHebbian {
      try network.learnProjection(
        from: oneHot(rows.inputs), batch: batch.lanes, steps: batch.length, rateFactor: rateFactor)
    }
    return SequenceScore(result)
  }

  public func evaluate(_ batch: SequenceBatch) throws(Problem) -> SequenceScore {
    try batch.check(symbols: symbols)
    let rows = Self.rows(of: batch)
    var outputs = network.behind.outputs(
      .chosen(from: responses, rows: rows.inputs), batch: batch.lanes, steps: batch.length)
    return SequenceScore(network.behind.crossEntropy(&outputs, targets: rows.targets))
  }

  public func beginReading() {
    reader = nil
    readState = nil
  }

  /// Precondition: the symbol is among those of the model.
  public func read(_ symbol: UInt8) -> [Float] {
    precondition(symbol < symbols, "symbol \(symbol) is none of \(symbols)")
    let reader = self.reader ?? GatedReader(network, responses: responses, state: readState)
    self.reader = reader
    return reader.read(Int(symbol))
  }

  public var saved: [String: Tensor] { network.saved }
  public var counters: [String: Int] { network.counters }

  public func restore(_ saved: [String: Tensor], counters: [String: Int]) throws(Problem) {
    try network.restore(saved, counters: counters)
    forgetReader()
  }

  /// To be called when parameters change: a reader has its own copy of them.
  private func forgetReader() {
    readState = reader?.state ?? readState
    reader = nil
  }

  /// Sequence by sequence instead of step by step, with −1 where an answer does not count.
  private static func rows(of batch: SequenceBatch) -> (inputs: [Int32], targets: [Int32]) {
    var inputs: [Int32] = []
    var targets: [Int32] = []
    inputs.reserveCapacity(batch.inputs.count)
    targets.reserveCapacity(batch.inputs.count)
    for lane in 0..<batch.lanes {
      for place in stride(from: lane, to: batch.inputs.count, by: batch.lanes) {
        inputs.append(Int32(batch.inputs[place]))
        targets.append(batch.counts?[place] ?? true ? Int32(batch.targets[place]) : -1)
      }
    }
    return (inputs, targets)
  }

  private func oneHot(_ chosen: [Int32]) -> Tensor {
    var rows = Tensor(shape: [chosen.count, symbols])
    rows.withUnsafeMutableBufferPointer { rows in
      for (row, symbol) in chosen.enumerated() { rows[row * symbols + Int(symbol)] = gain }
    }
    return rows
  }
}

extension SequenceScore {
  init(_ step: GatedStep) {
    self.init(
      answers: step.answers, correct: step.correct, bits: step.loss * Double(step.answers) * 1.442_695_040_888_963_4)
  }
}
