import HebbSequences
import HebbSupport
import HebbTensor

extension SequenceSpecification {
  /// The untrained network.
  func makeModel(symbols: Int, seed: UInt64, parallel: Parallel) throws(Problem) -> any SequenceModel {
    var network = network
    network.symbols = symbols
    switch updater {
    case .local: return try HebbianRNN(network, seed: seed, parallel: parallel)
    case .backprop:
      return try BackpropagatedRNN(
        network, learningRate: backpropRate, clip: clip, isPlastic: isPlastic, seed: seed, parallel: parallel)
    }
  }
}
