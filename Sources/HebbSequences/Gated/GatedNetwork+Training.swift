import CHebbKernels
public import HebbSupport
public import HebbTensor

extension GatedNetwork {
  /// Learns from a batch, by the cross-entropy of the softmax of its outputs.
  ///
  /// - Parameters:
  ///   - x: `[batch, steps, inputs]`
  ///   - targets: as for `HebbianGRU.train`.
  ///   - rateFactor: what the learning rate is multiplied by, as a schedule says.
  /// - Returns: how good the answers were before learning from them.
  /// - Throws: `Problem` if shapes or targets do not fit, or if the loss or the gradient stop being finite; nothing is
  ///   changed then.
  @discardableResult
  public func train(on x: Tensor, targets: [Int], rateFactor: Double = 1) throws(Problem) -> GatedStep {
    try ShapeCheck.require(x, "x", [nil, nil, gru.inputs], axes: "batch, steps, inputs")
    let (batch, steps) = (x.shape[0], x.shape[1])
    var none = Tensor(shape: [0])
    return try learn(
      .dense(x.reshaped([batch * steps, gru.inputs])), batch: batch, steps: steps,
      targets: checked(targets, batch: batch, steps: steps), parts: [.gru, .fc], rateFactor: rateFactor,
      projection: &none, projectionGradient: { $0 })
  }

  /// Learns from a batch what is among `parts`.
  ///
  /// - Parameters:
  ///   - targets: one for every step, −1 where an answer does not count.
  ///   - projection: the weights of what is in front, if that is among `parts`.
  ///   - projectionGradient: their gradient from that of the inputs.
  func learn(
    _ inputs: GatedInputs, batch: Int, steps: Int, targets: [Int32], parts: Set<GatedPart>, rateFactor: Double,
    projection: inout Tensor, projectionGradient: (Tensor) -> Tensor
  ) throws(Problem) -> GatedStep {
    var outputs = outputs(inputs, batch: batch, steps: steps, forTraining: !parts.isEmpty)
    let result = crossEntropy(&outputs, targets: targets)
    guard result.loss.isFinite else { throw divergence("the loss is no longer finite") }
    guard !parts.isEmpty else {
      step += 1
      return result
    }
    let all = gradients(inputs, outputGradients: outputs, wantsInputs: parts.contains(.projection))
    var gradients: [GatedPart: [Tensor]] = [:]
    if parts.contains(.gru) { gradients[.gru] = all.gru }
    if parts.contains(.fc) { gradients[.fc] = all.fc }
    if let inputs = all.inputs { gradients[.projection] = [projectionGradient(inputs)] }
    let norm = try descend(gradients, rateFactor: rateFactor, projection: &projection)
    step += 1
    return GatedStep(loss: result.loss, answers: result.answers, correct: result.correct, gradientNorm: norm)
  }

  /// Moves the parameters of the given parts along their gradients, which are limited first.
  ///
  /// - Parameter projection: the projection's weights, if they learn by gradient.
  /// - Returns: the norm of all gradients together.
  /// - Throws: `Problem` if the gradients are not finite; nothing is changed then.
  private func descend(
    _ gradients: [GatedPart: [Tensor]], rateFactor: Double, projection: inout Tensor
  ) throws(Problem) -> Double {
    var gradients = gradients
    let parts = GatedPart.allCases.filter { gradients[$0] != nil }
    let square = parts.flatMap { gradients[$0, default: []] }.reduce(0.0) { sum, gradient in
      sum + gradient.withUnsafeBufferPointer { Double(pass.kernels.products.squares($0.baseAddress, $0.count)) }
    }
    let norm = square.squareRoot()
    guard norm.isFinite else { throw divergence("the gradient is no longer finite") }
    let limit = Double(training.gradientNormLimit)
    for part in parts {
      guard var changes = gradients.removeValue(forKey: part) else { continue }
      if norm > limit {
        for i in changes.indices {
          changes[i].withUnsafeMutableBufferPointer {
            pass.kernels.products.scale($0.baseAddress, $0.count, Float(limit / norm))
          }
        }
      }
      var optimiser = optimisers.removeValue(forKey: part) ?? Adam()
      optimiser.learningRate = training.learningRate * Float(rateFactor)
      switch part {
      case .projection:
        var list = [projection]
        projection = Tensor(shape: [0])
        optimiser.update(&list, gradients: changes, parallel: pass.parallel)
        projection = list[0]
      case .gru: gru.update { optimiser.update(&$0, gradients: changes, parallel: pass.parallel) }
      case .fc: fc.update { optimiser.update(&$0, gradients: changes, parallel: pass.parallel) }
      }
      optimisers[part] = optimiser
    }
    return norm
  }

  private func divergence(_ what: String) -> Problem {
    Problem(
      "training diverged at step \(step + 1): \(what)", at: "gated network",
      advice: "Lower the learning rate or the limit of the gradient's norm, and see that the inputs are finite.")
  }
}
