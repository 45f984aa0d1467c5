public import HebbTensor

extension BackpropagationNetwork {
  /// How many batches it has learned from.
  public var steps: Int { optimiser.step }

  /// Everything that the next step depends on, by name: parameters, their moments in Adam, running normalisation.
  public var saved: [String: Tensor] {
    var tensors: [String: Tensor] = [:]
    for (index, parameter) in parameters.enumerated() {
      tensors["parameters.\(index)"] = parameter
      guard steps > 0 else { continue }
      tensors["means.\(index)"] = optimiser.means[index]
      tensors["squares.\(index)"] = optimiser.squares[index]
    }
    for (index, normalisation) in normalisations.enumerated() {
      for (name, tensor) in normalisation?.memory ?? [:] { tensors["normalisations.\(index).\(name)"] = tensor }
    }
    return tensors
  }

  /// Puts back what a network of the same architecture has saved after so many steps.
  ///
  /// - Returns: false, with nothing changed, if it does not fit or is not finite.
  public mutating func restore(_ tensors: [String: Tensor], steps: Int) -> Bool {
    func restored(_ kind: String) -> [Tensor]? {
      let found = parameters.indices.compactMap { tensors["\(kind).\($0)"] }
      let isUsable =
        found.map(\.shape) == parameters.map(\.shape) && found.allSatisfy { $0.elements.allSatisfy(\.isFinite) }
      return isUsable ? found : nil
    }
    guard steps >= 0, let parameters = restored("parameters"),
      let means = steps > 0 ? restored("means") : [], let squares = steps > 0 ? restored("squares") : [],
      squares.allSatisfy({ $0.elements.allSatisfy { $0 >= 0 } })
    else { return false }
    var normalisations = normalisations
    for index in normalisations.indices {
      guard let names = normalisations[index]?.memory.keys else { continue }
      var memory: [String: Tensor] = [:]
      for name in names { memory[name] = tensors["normalisations.\(index).\(name)"] }
      guard (try? normalisations[index]?.restore(from: &memory, place: "layers.\(index)")) != nil else { return false }
    }
    (self.parameters, self.normalisations) = (parameters, normalisations)
    optimiser.restore(step: steps, means: means, squares: squares)
    return true
  }
}
