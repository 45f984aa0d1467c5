import Foundation
import HebbExchange
import HebbNetworks
import HebbSupport
import HebbTensor

/// A network that learns by back-propagation, and how far it is: all that it needs to go on as if it had never stopped.
struct BackpropagationState {
  struct Position: Codable, Equatable {
    /// Epochs that are over.
    var epochs = 0
    /// Images shown in the epoch at hand, and what came of them.
    var images = 0
    var loss = 0.0
    var correct = 0
    var seconds = 0.0
  }

  var network: BackpropagationNetwork
  var position = Position()
  /// One for each epoch that is over.
  var metrics: [BackpropagationMetrics] = []

  /// The images have all been shown: what came of them is kept, and the next epoch begins.
  mutating func finishEpoch() {
    let (count, seconds) = (Double(position.images), position.seconds)
    metrics.append(
      BackpropagationMetrics(
        epoch: position.epochs + 1, seconds: seconds, imagesPerSecond: count / seconds, loss: position.loss / count,
        trainingAccuracy: Double(position.correct) / count))
    position = Position(epochs: position.epochs + 1)
  }

  /// What a checkpoint keeps beside the tensors.
  private struct Counters: Codable {
    var steps: Int
    var position: Position
    var metrics: [BackpropagationMetrics]
  }

  private static let prefix = "backpropagation."
  private static let key = "backpropagation"

  /// For a checkpoint, beside what it keeps of the Hebbian network that the weights are put into.
  func saved() throws -> (tensors: [String: Tensor], metadata: [String: String]) {
    let counters = Counters(steps: network.steps, position: position, metrics: metrics)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return (
      Dictionary(uniqueKeysWithValues: network.saved.map { (Self.prefix + $0.key, $0.value) }),
      [Self.key: String(decoding: try encoder.encode(counters), as: UTF8.self)]
    )
  }

  /// Puts back what a checkpoint has kept.
  ///
  /// - Parameter images: of an epoch.
  /// - Throws: `Problem` if the file is damaged, or was saved by another network.
  mutating func restore(from url: URL, images: Int) throws {
    let file = try SafeTensors(contentsOf: url)
    let tensors = file.tensors.filter { $0.key.hasPrefix(Self.prefix) }.map {
      (String($0.key.dropFirst(Self.prefix.count)), $0.value)
    }
    guard let text = file.metadata[Self.key],
      let counters = try? JSONDecoder().decode(Counters.self, from: Data(text.utf8)),
      counters.metrics.count == counters.position.epochs, counters.position.epochs >= 0,
      (0..<images).contains(counters.position.images),
      (0...counters.position.images).contains(counters.position.correct), counters.position.seconds >= 0,
      network.restore(Dictionary(uniqueKeysWithValues: tensors), steps: counters.steps)
    else {
      throw Problem(
        "the checkpoint has no usable state of back-propagation", at: url.path,
        advice: "The file was damaged: restore it from a copy, or start the run again from its spec.yaml.")
    }
    (position, metrics) = (counters.position, counters.metrics)
  }
}
