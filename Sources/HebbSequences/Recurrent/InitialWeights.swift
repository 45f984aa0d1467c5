import HebbTensor

/// Weights before learning, all normal: those of symbols and places have the standard deviation `inputGain`, those of n
/// neurons `radius`/√n.
struct InitialWeights {
  private let description: HebbianRNNDescription
  private let seed: UInt64

  init(_ description: HebbianRNNDescription, seed: UInt64) {
    (self.description, self.seed) = (description, seed)
  }

  func hidden(_ layer: Int) -> Tensor {
    guard layer > 0 else { return mixed("layers.0", neurons: description.width) }
    let width = description.width
    return normal("layers.\(layer)", [width, width]) { _ in description.radius / Double(width).squareRoot() }
  }

  var state: Tensor { mixed("state", neurons: description.state) }

  var output: Tensor {
    normal("output", [description.symbols, description.width]) { _ in 0.1 / Double(description.width).squareRoot() }
  }

  /// - Parameter layer: the number of a hidden layer, or the number of hidden layers for the state.
  func feedback(_ layer: Int) -> Tensor {
    let neurons = layer < description.layers ? description.width : description.state
    return normal("feedback.\(layer)", [neurons, description.symbols]) { _ in
      1 / Double(description.symbols).squareRoot()
    }
  }

  private func mixed(_ path: String, neurons: Int) -> Tensor {
    let (width, external) = (description.width, description.external)
    let recurrent = description.radius / Double(max(description.state, 1)).squareRoot()
    return normal(path, [neurons, width]) { $0 % width < external ? description.inputGain : recurrent }
  }

  private func normal(_ path: String, _ shape: [Int], deviation: (Int) -> Double) -> Tensor {
    var random = RandomStream(seed: seed, path + ".weights")
    return Tensor(
      shape: shape, elements: (0..<shape.reduce(1, *)).map { Float(deviation($0)) * random.normal() })
  }
}
