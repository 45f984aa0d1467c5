import HebbPlasticity
import HebbSupport
import HebbTensor

extension HebbianGRU {
  /// - Throws: `Problem` if the rule of a projection needs what nobody gives it.
  static func check(_ plasticity: Plasticity) throws(Problem) {
    let rule = type(of: plasticity.rule)
    guard rule.card.needs.isDisjoint(with: [.reward, .outputError]) else {
      throw Problem(
        "the rule “\(rule.name)” needs a signal from outside, and a projection learns from its inputs alone",
        at: "projection", advice: "Choose a rule that needs none, such as subspace or oja.")
    }
  }

  /// Lets the projection learn by its rule.
  ///
  /// - Parameters:
  ///   - rows: `[batch · steps, inputDimension]`, sequence by sequence.
  ///   - response: to these rows, if it is known.
  func learnProjection(
    from rows: Tensor, _ response: Population.Response? = nil, batch: Int, steps: Int, rateFactor: Double
  ) throws(Problem) {
    if type(of: projection.plasticity.rule).card.needs.contains(.sequence) {
      // Rules that look back want the steps of all sequences one behind the other.
      projection.beginSequences()
      try projection.learn(
        from: Self.inTime(rows, batch: batch, steps: steps), lanes: batch, rateFactor: rateFactor, parallel: parallel)
    } else if let response {
      try projection.learn(from: rows, response, rateFactor: rateFactor, parallel: parallel)
    } else {
      try projection.learn(from: rows, rateFactor: rateFactor, parallel: parallel)
    }
  }

  /// Row (sequence, step) becomes row (step, sequence).
  private static func inTime(_ rows: Tensor, batch: Int, steps: Int) -> Tensor {
    let width = rows.shape[1]
    return Tensor(shape: rows.shape) { out in
      rows.withUnsafeBufferPointer { x in
        for row in 0..<batch * steps {
          let place = row % steps * batch + row / steps
          (out + place * width).update(from: x.baseAddress! + row * width, count: width)
        }
      }
    }
  }
}
