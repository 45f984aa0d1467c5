import HebbSequences
import HebbSupport
import HebbTensor

extension SequenceSpecification {
  /// The untrained network.
  func makeModel(symbols: Int, seed: UInt64, parallel: Parallel) throws(Problem) -> any SequenceModel {
    var network = network
    network.symbols = symbols
    guard model == .hebbianRNN else {
      return try GatedTextModel(
        symbols: symbols, hidden: network.state, plasticity: network.plasticity, projectionLearning: projection,
        training: GatedTraining(learningRate: Float(backpropRate), gradientNormLimit: Float(clip)), seed: seed,
        parallel: parallel)
    }
    switch updater {
    case .local: return try HebbianRNN(network, seed: seed, parallel: parallel)
    case .backprop:
      return try BackpropagatedRNN(
        network, learningRate: backpropRate, clip: clip, isPlastic: isPlastic, seed: seed, parallel: parallel)
    }
  }
}
