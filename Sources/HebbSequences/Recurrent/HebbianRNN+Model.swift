public import HebbSupport
public import HebbTensor

extension HebbianRNN: SequenceModel {
  public var symbols: Int { description.symbols }

  public func beginReading() {
    reading.begin()
    reading.activity[0].clear()
  }

  public func read(_ symbol: UInt8) -> [Float] {
    var logSums: [Float] = [0]
    withUnsafePointer(to: symbol) { answer($0, in: reading, logSums: &logSums) }
    advanceState(in: reading)
    return (0..<symbols).map { reading.scores.values[$0] - logSums[0] }
  }

  public var saved: [String: Tensor] {
    var tensors = ["output.weight": output.weights, "expectedReward": Tensor(shape: [1], elements: [expectedReward])]
    for (name, synapses) in named {
      tensors["\(name).weight"] = synapses.weights
      for (key, tensor) in synapses.memory { tensors["\(name).memory.\(key)"] = tensor }
    }
    return tensors
  }

  public var counters: [String: Int] { ["steps": steps] }

  public func restore(_ saved: [String: Tensor], counters: [String: Int]) throws(Problem) {
    func damaged(_ what: String) -> Problem {
      Problem(
        "saved weights do not fit the network: \(what)", advice: "Use the specification that they were saved with.")
    }
    let own = self.saved
    for (name, tensor) in own where !name.contains(".memory.") {
      guard let other = saved[name] else { throw damaged("“\(name)” is missing") }
      guard other.shape == tensor.shape else {
        throw damaged("“\(name)” has shape \(other.shape), expected \(tensor.shape)")
      }
    }
    guard saved.values.allSatisfy({ $0.elements.allSatisfy(\.isFinite) }) else {
      throw damaged("they hold values that are not finite")
    }
    guard let steps = counters["steps"], steps >= 0 else { throw damaged("the number of steps is missing") }
    for (name, synapses) in named {
      let prefix = "\(name).memory."
      let memory = saved.filter { $0.key.hasPrefix(prefix) }.map { (String($0.key.dropFirst(prefix.count)), $0.value) }
      synapses.restore(
        weights: saved["\(name).weight"] ?? synapses.weights, memory: Dictionary(uniqueKeysWithValues: memory))
    }
    output.restore(weights: saved["output.weight"] ?? output.weights, memory: [:])
    expectedReward = saved["expectedReward"]?.elements.first ?? 0
    self.steps = steps
  }

  private var named: [(String, any Synapses)] {
    hidden.enumerated().map { ("layers.\($0)", $1) } + [("state", state)]
  }
}
