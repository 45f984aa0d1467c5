public import HebbSupport
public import HebbTensor

extension GatedRecurrentUnit {
  /// Gradients of a loss with respect to what a unit computed its states from.
  public struct Gradients: Sendable {
    /// In the shapes of the unit's parameters.
    public let inputWeights, recurrentWeights, inputBias, recurrentBias: Tensor
    /// `[batch, steps, inputs]`
    public let inputs: Tensor
    /// `[batch, hidden]`: with respect to the states before the first step.
    public let initial: Tensor
  }

  /// The states after every step of a batch of sequences. Shapes: `[batch, steps, inputs]` → `[batch, steps, hidden]`.
  ///
  /// - Parameters:
  ///   - initial: the states before the first step, `[batch, hidden]`; zeros by default.
  ///   - parallel: the threads that compute; they do not change the results.
  /// - Throws: `Problem` with expected and given shapes.
  /// - Complexity: O(batch · steps · hidden · (inputs + hidden))
  public func states(
    over x: Tensor, from initial: Tensor? = nil, parallel: Parallel = Parallel()
  ) throws(Problem) -> Tensor {
    try run(GatedPass(parallel: parallel), over: x, from: initial, forTraining: false)
  }

  /// Back-propagation through time, by hand: the gradients of a loss with given gradients with respect to all states.
  ///
  /// - Parameters:
  ///   - stateGradients: `[batch, steps, hidden]`, those of the loss with respect to the states that `states` returns.
  /// - Throws: `Problem` with expected and given shapes.
  /// - Complexity: three times that of `states`.
  public func gradients(
    over x: Tensor, from initial: Tensor? = nil, stateGradients: Tensor, parallel: Parallel = Parallel()
  ) throws(Problem) -> Gradients {
    try gradients(GatedPass(parallel: parallel), over: x, from: initial, stateGradients: stateGradients)
  }

  func gradients(
    _ pass: GatedPass, over x: Tensor, from initial: Tensor?, stateGradients: Tensor
  ) throws(Problem) -> Gradients {
    _ = try run(pass, over: x, from: initial, forTraining: true)
    try ShapeCheck.require(
      stateGradients, "stateGradients", [pass.batch, pass.steps, hidden], axes: "batch, steps, hidden")
    stateGradients.withUnsafeBufferPointer { gradients in
      for row in 0..<pass.rows {
        (pass.gradient.elements.baseAddress! + row * pass.width).update(
          from: gradients.baseAddress! + row * hidden, count: hidden)
      }
    }
    let biases = pass.backward(isRectified: false)
    let weights = pass.weightGradients(.dense(x.reshaped([pass.rows, inputs])), wantsInputs: true)
    return Gradients(
      inputWeights: weights.input, recurrentWeights: weights.recurrent, inputBias: biases.input,
      recurrentBias: biases.recurrent, inputs: (weights.inputs ?? x).reshaped(x.shape), initial: pass.lastRows)
  }

  func run(
    _ pass: GatedPass, over x: Tensor, from initial: Tensor?, forTraining: Bool
  ) throws(Problem) -> Tensor {
    try ShapeCheck.require(x, "x", [nil, nil, inputs], axes: "batch, steps, inputs")
    let (batch, steps) = (x.shape[0], x.shape[1])
    if let initial { try ShapeCheck.require(initial, "initial", [batch, hidden], axes: "batch, hidden") }
    pass.reserve(batch: batch, steps: steps, for: self)
    pass.take(self, forTraining: forTraining)
    pass.drive(.dense(x.reshaped([batch * steps, inputs])))
    pass.forward(from: initial)
    return pass.states
  }
}

extension GatedPass {
  /// `last` without the units that do not exist, `[batch, units]`.
  var lastRows: Tensor {
    Tensor(shape: [batch, units]) { out in
      for row in 0..<batch {
        (out + row * units).update(from: last.elements.baseAddress! + row * width, count: units)
      }
    }
  }

  /// The states after every step, `[batch, steps, units]`, between the way there and the way back.
  var states: Tensor {
    Tensor(shape: [batch, steps, units]) { out in
      for row in 0..<rows {
        let isLast = row % steps == steps - 1
        let source =
          isLast
          ? last.elements.baseAddress! + row / steps * width : before.elements.baseAddress! + (row + 1) * width
        (out + row * units).update(from: source, count: units)
      }
    }
  }
}
