import HebbTensor

extension JointReadout {
  /// What a checkpoint keeps beside the tensors.
  struct Counters: Codable, Equatable {
    var steps: Int
    var tally: Tally
  }

  var counters: Counters { Counters(steps: steps, tally: tally) }

  /// Everything learned, by the names in a checkpoint.
  var saved: [String: Tensor] {
    var tensors = ["readout.weight": weights]
    for (index, tensor) in memory.enumerated() { tensors["readout.memory.\(index)"] = tensor }
    return tensors
  }

  /// Puts back what was saved.
  ///
  /// - Returns: false, with nothing changed, if it does not fit or is not finite.
  mutating func restore(_ tensors: [String: Tensor], _ counters: Counters) -> Bool {
    for (name, tensor) in saved {
      guard let other = tensors[name], other.shape == tensor.shape, other.elements.allSatisfy(\.isFinite) else {
        return false
      }
    }
    guard counters.steps >= 0, (0...counters.tally.images).contains(counters.tally.correct) else { return false }
    weights = tensors["readout.weight"] ?? weights
    for index in memory.indices { memory[index] = tensors["readout.memory.\(index)"] ?? memory[index] }
    (steps, tally) = (counters.steps, counters.tally)
    return true
  }
}
