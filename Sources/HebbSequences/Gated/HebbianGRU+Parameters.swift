import HebbPlasticity
public import HebbSupport
public import HebbTensor

extension HebbianGRU {
  /// All parameters by the names in the `state_dict` of the same network in PyTorch: `weights`
  /// `[inputDimension, hiddenDimension]`, `gru.weight_ih_l0`, `gru.weight_hh_l0`, `gru.bias_ih_l0`, `gru.bias_hh_l0`,
  /// `fc.weight` and `fc.bias`.
  public var parameters: [String: Tensor] {
    var all = ["weights": weights]
    for (name, tensor) in gru.parameters { all["gru.\(name)"] = tensor }
    for (name, tensor) in fc.parameters { all["fc.\(name)"] = tensor }
    return all
  }

  /// Takes parameters over, those of a network of PyTorch for example. What the optimiser remembers stays as it is.
  ///
  /// - Throws: `Problem` naming the parameter that is missing, has another shape or is not finite; nothing is changed
  ///   then.
  public func restore(_ parameters: [String: Tensor]) throws(Problem) {
    let weights = try ShapeCheck.take([("weights", [inputDimension, hiddenDimension])], from: parameters)[0]
    var (gru, fc) = (gru, fc)
    try gru.restore(parameters, prefix: "gru.")
    try fc.restore(parameters, prefix: "fc.")
    (behind.gru, behind.fc) = (gru, fc)
    projection.restore(weights: weights.transposed, thresholds: projection.thresholds, state: projection.state)
  }
}
