import HebbPlasticity
public import HebbSupport
public import HebbTensor

extension HebbianGRU {
  /// Learns from a batch: the projection by its rule, the rest from the cross-entropy of the softmax of its outputs.
  ///
  /// The projection learns last, so that gradients belong to the responses that were computed.
  ///
  /// - Parameters:
  ///   - x: `[batch, steps, inputDimension]`
  ///   - targets: the right output of every step, `batch · steps` of them, sequence by sequence, or −1 where an answer does
  ///     not count; or of every sequence, `batch` of them, for the answer after its last step.
  ///   - rateFactor: what all learning rates are multiplied by, as a schedule says.
  /// - Returns: how good the answers were before learning from them.
  /// - Throws: `Problem` if shapes or targets do not fit, or if the loss, the gradient or the projection's weights stop
  ///   being finite; the parameters concerned are then as they were before.
  @discardableResult
  public func train(on x: Tensor, targets: [Int], rateFactor: Double = 1) throws(Problem) -> GatedStep {
    let rows = try rows(of: x)
    let (batch, steps) = (x.shape[0], x.shape[1])
    let targets = try behind.checked(targets, batch: batch, steps: steps)
    let response = projection.respond(to: rows, parallel: parallel)
    let result = try learn(
      .dense(response.u), batch: batch, steps: steps, targets: targets, rateFactor: rateFactor
    ) { LinearAlgebra.multiply($0, rows, transposingA: true, parallel: parallel) }
    if isHebbian {
      try learnProjection(from: rows, response, batch: batch, steps: steps, rateFactor: rateFactor)
    }
    return result
  }

  /// The gradients of any loss of the outputs, by the names in `parameters`, with nothing changed.
  ///
  /// - Parameters:
  ///   - x: `[batch, steps, inputDimension]`
  ///   - outputGradients: of the loss with respect to the outputs, `[batch, steps, outputDimension]`.
  /// - Throws: `Problem` with expected and given shapes.
  public func gradients(on x: Tensor, outputGradients: Tensor) throws(Problem) -> [String: Tensor] {
    let rows = try rows(of: x)
    let (batch, steps) = (x.shape[0], x.shape[1])
    try ShapeCheck.require(
      outputGradients, "outputGradients", [batch, steps, outputDimension], axes: "batch, steps, outputDimension")
    let responses = GatedInputs.dense(projection.respond(to: rows, parallel: parallel).u)
    _ = behind.outputs(responses, batch: batch, steps: steps, forTraining: true)
    let all = behind.gradients(
      responses, outputGradients: outputGradients.reshaped([batch * steps, outputDimension]), wantsInputs: true)
    var named: [String: Tensor] = [:]
    for (name, gradient) in zip(GatedRecurrentUnit.names, all.gru) { named["gru.\(name)"] = gradient }
    for (name, gradient) in zip(FullyConnected.names, all.fc) { named["fc.\(name)"] = gradient }
    if let inputs = all.inputs {
      named["weights"] = LinearAlgebra.multiply(rows, inputs, transposingA: true, parallel: parallel)
    }
    return named
  }

  /// Lets the projection alone learn from a batch by its rule, before there are labels for example.
  ///
  /// - Parameter x: `[batch, steps, inputDimension]`
  /// - Throws: `Problem` if the shape does not fit, or if weights stop being finite; they are then as they were before.
  public func adaptProjection(to x: Tensor, rateFactor: Double = 1) throws(Problem) {
    try learnProjection(from: rows(of: x), batch: x.shape[0], steps: x.shape[1], rateFactor: rateFactor)
  }

  /// Whether the projection learns by its rule now.
  var isHebbian: Bool { projectionLearning == .hebbian && !frozen.contains(.projection) }

  /// Learns from responses of the projection all that is learned by gradient.
  ///
  /// - Parameter projectionGradient: the gradient of the projection's weights from that of its responses.
  func learn(
    _ responses: GatedInputs, batch: Int, steps: Int, targets: [Int32], rateFactor: Double,
    projectionGradient: (Tensor) -> Tensor
  ) throws(Problem) -> GatedStep {
    var parts: Set<GatedPart> = projectionLearning == .backPropagated ? [.projection, .gru, .fc] : [.gru, .fc]
    parts.subtract(frozen)
    var weights = projection.weights
    let result = try behind.learn(
      responses, batch: batch, steps: steps, targets: targets, parts: parts, rateFactor: rateFactor,
      projection: &weights, projectionGradient: projectionGradient)
    if parts.contains(.projection) {
      projection.restore(weights: weights, thresholds: projection.thresholds, state: projection.state)
    }
    return result
  }
}
