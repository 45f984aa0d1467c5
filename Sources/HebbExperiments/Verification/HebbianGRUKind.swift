import HebbSequences
import HebbSupport
import HebbTensor

/// A `HebbianGRU`, and the gradients of its mean squared output through time: p = x · projection, h by a gated recurrent
/// unit from zeros, output = max(0, h) fcWeightᵀ + fcBias.
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
    let weights = try weights(of: content, inputs: x.shape[2])
    let (batch, steps, hidden) = (x.shape[0], x.shape[1], weights[0].shape[1])
    let network = try HebbianGRU(
      inputDimension: x.shape[2], hiddenDimension: hidden, outputDimension: weights[6].count)
    try network.restore(Dictionary(uniqueKeysWithValues: zip(Self.parameters, weights)))
    let output = try network(x.tensor)
    let states = try network.states(over: x.tensor)
    let last = (0..<batch).flatMap { sequence in (0..<hidden).map { states[sequence, steps - 1, $0] } }
    let count = Float(output.count)
    let gradients = try network.gradients(on: x.tensor, outputGradients: output.mapped { 2 * $0 / count })
    return try [
      ReferenceResult(name: "output", values: output),
      ReferenceResult(name: "finalHidden", values: Tensor(shape: [batch, hidden], elements: last)),
      ReferenceResult(
        name: "lossMeanSquare",
        values: Tensor(shape: [], elements: [output.elements.reduce(0) { $0 + $1 * $1 } / count])),
    ]
      + zip(Self.trained, Self.parameters.dropFirst()).map { name, parameter in
        guard let gradient = gradients[parameter] else {
          throw Problem("there is no gradient of “\(parameter)”", at: name)
        }
        return ReferenceResult(name: "gradients.\(name)", values: gradient)
      }
  }

  /// The names of the projection and of `trained` in a `HebbianGRU`.
  private static let parameters = [
    "weights", "gru.weight_ih_l0", "gru.weight_hh_l0", "gru.bias_ih_l0", "gru.bias_hh_l0", "fc.weight", "fc.bias",
  ]

  /// The projection and those in `trained`, all of them checked.
  private func weights(of content: ReferenceRecord, inputs: Int) throws -> [Tensor] {
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
    let others = try zip(Self.trained, shapes).map { name, shape in
      let array = try weights.array(name, axes: shape.count == 2 ? ["rows", "columns"] : ["rows"])
      try weights.require(
        array, name, shape: shape, because: "The projection leads to \(hidden) hidden units, with three gates each.")
      return array.tensor
    }
    return [projection.tensor] + others
  }
}
