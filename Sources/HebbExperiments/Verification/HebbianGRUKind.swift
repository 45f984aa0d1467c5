import HebbSupport
import HebbTensor

/// A gated recurrent network on projected inputs, and the gradients of its mean squared output through time:
/// p = x · projection, h by a `GatedRecurrence` from zeros, output = max(0, h) fcWeightᵀ + fcBias.
///
/// Inputs: x `[batch, steps, inputs]`, and under `weights` the `projection` `[inputs, hidden]` (which a Hebbian rule
/// learns, and no gradient), `weightIH` and `weightHH` `[3 · hidden, hidden]`, `biasIH` and `biasHH` `[3 · hidden]`,
/// `fcWeight` `[outputs, hidden]` and `fcBias` `[outputs]`, gates in the order reset, update, new.
struct HebbianGRUKind: ReferenceKind {
  let name = "hebbianGRU"

  static let gateOrder = "reset, update, new"
  /// Those that gradients are asked of.
  private static let trained = ["weightIH", "weightHH", "biasIH", "biasHH", "fcWeight", "fcBias"]

  func results(of reference: ReferenceCase) throws -> [ReferenceResult] {
    let content = reference.content
    if content.keys.contains("gateOrder") {
      let order = try content.text("gateOrder")
      guard order == Self.gateOrder else { throw NotSupported(reason: "the gate order “\(order)”") }
    }
    let x = try content.array("x", axes: ["batch", "steps", "inputs"])
    let (projection, weights) = try weights(of: content, inputs: x.shape[2])
    let (batch, steps, hidden) = (x.shape[0], x.shape[1], projection.shape[1])

    let projected = LinearAlgebra.multiply(x.tensor.reshaped([batch * steps, x.shape[2]]), projection)
    let unit = GatedRecurrence(
      inputWeights: weights[0], recurrentWeights: weights[1], inputBias: weights[2], recurrentBias: weights[3])
    let states = unit.states(over: .constant(projected.reshaped([batch, steps, hidden])))
    let rectified = states.rectified().reshaped([batch * steps, hidden])
    let output = rectified.matmul(weights[4], transposingB: true) + weights[5]
    let loss = output.squared().mean()
    let gradients = loss.gradients(withRespectTo: weights)
    return [
      ReferenceResult(name: "output", values: output.value.reshaped([batch, steps, output.shape[1]])),
      ReferenceResult(
        name: "finalHidden", values: states.slice(steps - 1..<steps, along: 1).value.reshaped([batch, hidden])),
      ReferenceResult(name: "lossMeanSquare", values: loss.value),
    ] + zip(Self.trained, gradients).map { ReferenceResult(name: "gradients.\($0)", values: $1) }
  }

  /// The projection, and variables for those in `trained`; all of them checked.
  private func weights(of content: ReferenceRecord, inputs: Int) throws -> (Tensor, [Variable]) {
    let weights = try content.record("weights")
    let projection = try weights.array("projection", axes: ["inputs", "hidden"])
    let hidden = projection.shape[1]
    try weights.require(
      projection, "projection", shape: [inputs, hidden], because: "x has \(inputs) inputs, one for each row.")
    let readout = try weights.array("fcWeight", axes: ["outputs", "hidden"])
    let shapes = [
      [3 * hidden, hidden], [3 * hidden, hidden], [3 * hidden], [3 * hidden], [readout.shape[0], hidden],
      [readout.shape[0]],
    ]
    let variables = try zip(Self.trained, shapes).map { name, shape in
      let array = try weights.array(name, axes: shape.count == 2 ? ["rows", "columns"] : ["rows"])
      try weights.require(
        array, name, shape: shape, because: "The projection leads to \(hidden) hidden units, with three gates each.")
      return Variable(array.tensor)
    }
    return (projection.tensor, variables)
  }
}
