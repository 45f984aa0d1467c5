public import Foundation
import HebbExchange
import HebbNetworks
import HebbSequences
import HebbSupport
import HebbTensor

/// Weights from elsewhere that a run begins with, by the names of `RunWeights`.
public struct InitialWeights: Sendable {
  /// Where they come from.
  public let source: String
  let tensors: [String: Tensor]

  /// - Throws: `Problem` if the file is missing, damaged or of an unknown format.
  public init(contentsOf url: URL) throws {
    (source, tensors) = (url.path, try TensorFile.read(url))
    guard !tensors.isEmpty else {
      throw Problem("there are no tensors in it", at: source, advice: "Give a file that holds weights.")
    }
  }

  /// Puts the weights into a network's layers; layers that are not named keep theirs.
  ///
  /// - Throws: `Problem` for a name that no layer has, a shape that does not fit, or a value that is not finite.
  func install(in session: TrainingSession) throws {
    let layers = session.network.layers
    for name in tensors.keys.sorted() where !name.hasPrefix("readouts.") && !RunOutputs.isOutput(name) {
      let parts = name.split(separator: ".")
      guard parts.count == 3, parts[0] == "layers", let index = Int(parts[1]), layers.indices.contains(index),
        parts[2] == "weight" || parts[2] == "bias"
      else {
        throw Problem(
          "the network has nothing called “\(name)”", at: source,
          advice: "Weights are called layers.N.weight and layers.N.bias, with N from 0 to \(layers.count - 1).")
      }
    }
    for (index, layer) in layers.enumerated() {
      let (weights, bias) = (tensors["layers.\(index).weight"], tensors["layers.\(index).bias"])
      guard weights != nil || bias != nil else { continue }
      let shape = layer.weights.shape
      if let weights, weights.shape != shape, weights.shape != [shape[0], shape.dropFirst().reduce(1, *)] {
        throw Problem(
          "layers.\(index).weight has the shape \(weights.shape), and the layer \(shape)", at: source,
          advice: "Give weights of the same network.")
      }
      if let bias, bias.shape != [layer.thresholds.count] {
        throw Problem(
          "layers.\(index).bias has the shape \(bias.shape), and the layer \(layer.thresholds.count) neurons",
          at: source, advice: "Give one value for each neuron.")
      }
      try layer.restore(
        weights: weights?.reshaped(shape) ?? layer.weights, thresholds: bias?.elements.map { -$0 } ?? layer.thresholds,
        memory: layer.memory, place: "\(source), layers.\(index)")
    }
    session.weightsBefore = layers.map(\.weights)
    // Without training the network is measured as it was given.
    if session.specification.training.epochs == 0 {
      session.position.settledBatches = session.specification.training.burnIn
    }
  }

  /// Puts the weights into a network on sequences; those that are not named stay.
  ///
  /// - Throws: `Problem` for a name that the network does not have, or a shape that does not fit.
  func install(in session: SequenceSession) throws {
    var saved = session.model.saved
    for (name, tensor) in tensors where !RunOutputs.isOutput(name) {
      guard SequenceWeights.isLearned(name), let own = saved[name] else {
        let nearest = NearestName.of(name, among: saved.keys.filter(SequenceWeights.isLearned))
        throw Problem(
          "the network has nothing called “\(name)”", at: source,
          advice: nearest.map { "Did you mean \($0)?" } ?? "Give weights of the same network.")
      }
      guard own.shape == tensor.shape else {
        throw Problem(
          "\(name) has the shape \(tensor.shape), and the network \(own.shape)", at: source,
          advice: "Give weights of the same network.")
      }
      saved[name] = tensor
    }
    try session.model.restore(saved, counters: session.model.counters)
  }
}
