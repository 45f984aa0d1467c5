/// A gated recurrent unit (GRU) whose gradients can be asked for: back-propagation through time is the gradient of what is
/// computed from its states.
///
///     r = σ(W_r x + b_r + U_r h + c_r)            what of the old state the candidate sees
///     z = σ(W_z x + b_z + U_z h + c_z)            what of the old state stays
///     n = tanh(W_n x + b_n + r ∘ (U_n h + c_n))   the candidate
///     h ← (1 − z) ∘ n + z ∘ h
///
/// The gates' rows stand one below the other, in the order reset, update, candidate, as PyTorch has them; so do both
/// biases, of which the recurrent one lies within the reach of the reset gate.
///
/// > Reference: K. Cho et al., "Learning phrase representations using RNN encoder-decoder for statistical machine
/// > translation", EMNLP 2014; with the reset gate behind the product, as cuDNN and PyTorch compute it.
public struct GatedRecurrence: Sendable {
  /// W `[3 · hidden, inputs]`
  public var inputWeights: Variable
  /// U `[3 · hidden, hidden]`
  public var recurrentWeights: Variable
  /// b `[3 · hidden]`
  public var inputBias: Variable
  /// c `[3 · hidden]`
  public var recurrentBias: Variable

  /// Precondition: the shapes are those of one unit.
  public init(inputWeights: Variable, recurrentWeights: Variable, inputBias: Variable, recurrentBias: Variable) {
    let hidden = recurrentWeights.shape.last ?? 0
    precondition(
      recurrentWeights.shape == [3 * hidden, hidden] && inputWeights.shape.count == 2
        && inputWeights.shape[0] == 3 * hidden && inputBias.shape == [3 * hidden]
        && recurrentBias.shape == [3 * hidden],
      "weights \(inputWeights.shape) and \(recurrentWeights.shape) with biases \(inputBias.shape) and "
        + "\(recurrentBias.shape) are not [3 · hidden, inputs], [3 · hidden, hidden] and [3 · hidden] twice")
    self.inputWeights = inputWeights
    self.recurrentWeights = recurrentWeights
    self.inputBias = inputBias
    self.recurrentBias = recurrentBias
  }

  public var hidden: Int { recurrentWeights.shape[1] }
  public var inputs: Int { inputWeights.shape[1] }

  /// The states after every step of a batch of sequences. Shapes: `[batch, steps, inputs]` → `[batch, steps, hidden]`.
  ///
  /// Precondition: there is at least one step.
  ///
  /// - Parameters:
  ///   - initial: the states before the first step, `[batch, hidden]`; zeros by default.
  ///   - parallel: the threads that compute the products; they do not change the results.
  /// - Complexity: one product of all inputs, and one of the batch's states at each step.
  public func states(over x: Variable, from initial: Variable? = nil, parallel: Parallel = Parallel()) -> Variable {
    precondition(
      x.shape.count == 3 && x.shape[1] > 0 && x.shape[2] == inputs,
      "inputs of shape \(x.shape) are not [batch, steps, \(inputs)]")
    let (batch, steps) = (x.shape[0], x.shape[1])
    var state = initial ?? .constant(Tensor(shape: [batch, hidden]))
    precondition(state.shape == [batch, hidden], "states of shape \(state.shape) are not [\(batch), \(hidden)]")
    // The inputs of all steps at once: one large product instead of many small ones.
    let driven =
      (x.reshaped([batch * steps, inputs]).matmul(inputWeights, transposingB: true, parallel: parallel) + inputBias)
      .reshaped([batch, steps, 3 * hidden])
    var states: [Variable] = []
    for step in 0..<steps {
      let drive = driven.slice(step..<step + 1, along: 1).reshaped([batch, 3 * hidden])
      state = next(state, driven: drive, parallel: parallel)
      states.append(state.reshaped([batch, 1, hidden]))
    }
    return .concatenated(states, along: 1)
  }

  /// One step on from states h `[batch, hidden]`, with W x + b `[batch, 3 · hidden]` known.
  private func next(_ h: Variable, driven: Variable, parallel: Parallel) -> Variable {
    let recurrent = h.matmul(recurrentWeights, transposingB: true, parallel: parallel) + recurrentBias
    func gate(_ drive: Variable, _ index: Int) -> Variable {
      drive.slice(index * hidden..<(index + 1) * hidden, along: 1)
    }
    let reset = (gate(driven, 0) + gate(recurrent, 0)).sigmoid()
    let update = (gate(driven, 1) + gate(recurrent, 1)).sigmoid()
    let candidate = (gate(driven, 2) + reset * gate(recurrent, 2)).tanh()
    return (1 - update) * candidate + update * h
  }
}
