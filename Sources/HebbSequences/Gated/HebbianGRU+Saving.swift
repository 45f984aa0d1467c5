import HebbPlasticity
public import HebbSupport
public import HebbTensor

extension HebbianGRU {
  /// The parameters by PyTorch's names, and besides, what training needs to go on as if it had not been
  /// interrupted: `projection.thresholds`, what the rule remembers as `projection.state.NAME`, and Adam's means and
  /// squares as `adam.PARAMETER.mean` and `adam.PARAMETER.square`.
  public var saved: [String: Tensor] {
    var all = parameters
    all["projection.thresholds"] = Tensor(shape: [projection.neurons], elements: projection.thresholds)
    for (name, tensor) in projection.state.tensors { all[Self.statePrefix + name] = tensor }
    for (part, optimiser) in behind.optimisers {
      for (i, name) in names(of: part).enumerated() where optimiser.step > 0 {
        all["adam.\(name).mean"] = optimiser.means[i]
        all["adam.\(name).square"] = optimiser.squares[i]
      }
    }
    return all
  }

  /// Whole numbers that training changes: `step`, and Adam's steps of each part that it has moved, `adam.PART.step`.
  public var counters: [String: Int] {
    var all = ["step": step]
    for (part, optimiser) in behind.optimisers { all["adam.\(part.rawValue).step"] = optimiser.step }
    return all
  }

  /// Puts back what was saved.
  ///
  /// - Throws: `Problem` if something is missing, has another shape or is not finite; nothing is changed then.
  public func restore(_ saved: [String: Tensor], counters: [String: Int]) throws(Problem) {
    guard let step = counters["step"], step >= 0 else {
      throw Problem(
        "“step” is missing or negative", at: "counters", advice: "The file was damaged: restore it from a copy.")
    }
    let thresholds = try ShapeCheck.take([("projection.thresholds", [projection.neurons])], from: saved)[0]
    var state = PlasticState()
    for (name, tensor) in saved where name.hasPrefix(Self.statePrefix) {
      state[String(name.dropFirst(Self.statePrefix.count))] =
        try ShapeCheck.take([(name, tensor.shape)], from: saved)[0]
    }
    let optimisers = try optimisers(saved, counters)
    try restore(saved)
    projection.restore(weights: projection.weights, thresholds: thresholds.elements, state: state)
    behind.optimisers = optimisers
    behind.step = step
  }

  private static var statePrefix: String { "projection.state." }

  private func optimisers(
    _ saved: [String: Tensor], _ counters: [String: Int]
  ) throws(Problem) -> [GatedPart: Adam] {
    var optimisers: [GatedPart: Adam] = [:]
    for part in GatedPart.allCases {
      guard let steps = counters["adam.\(part.rawValue).step"] else { continue }
      var optimiser = Adam()
      if steps > 0 {
        func moments(_ kind: String) throws(Problem) -> [Tensor] {
          try ShapeCheck.take(
            zip(names(of: part), shapes(of: part)).map { ("adam.\($0).\(kind)", $1) }, from: saved)
        }
        optimiser.restore(step: steps, means: try moments("mean"), squares: try moments("square"))
      }
      optimisers[part] = optimiser
    }
    return optimisers
  }

  private func names(of part: GatedPart) -> [String] {
    switch part {
    case .projection: ["projection"]
    case .gru: GatedRecurrentUnit.names.map { "gru." + $0 }
    case .fc: FullyConnected.names.map { "fc." + $0 }
    }
  }

  private func shapes(of part: GatedPart) -> [[Int]] {
    switch part {
    case .projection: [projection.weights.shape]
    case .gru: gru.shapes
    case .fc: fc.shapes
    }
  }
}
