import Foundation
import HebbData
import HebbExchange
import HebbNetworks
import HebbSupport
import HebbTensor

/// Everything that a training session needs to go on from a batch as if it had never stopped.
///
/// Random numbers need no state: orders and flips follow from the seed and the epoch.
enum Checkpoint {
  /// - Parameter backpropagation: the state of a baseline, whose weights the session has.
  static func save(
    _ session: TrainingSession, with backpropagation: BackpropagationState? = nil, to url: URL
  ) throws {
    var tensors: [String: Tensor] = [:]
    for (index, layer) in session.network.layers.enumerated() {
      tensors["layers.\(index).weight"] = layer.weights
      tensors["layers.\(index).threshold"] = Tensor(shape: [layer.thresholds.count], elements: layer.thresholds)
      for (name, tensor) in layer.memory { tensors["layers.\(index).memory.\(name)"] = tensor }
      if session.position.batches > 0 {
        tensors["epoch.layers.\(index).weight"] = session.weightsBefore[index]
        // Up to 2^24 wins per epoch are exact in float32; the high part takes the rest.
        let wins = session.wins[index]
        tensors["epoch.layers.\(index).wins"] = Tensor(
          shape: [2, wins.count], elements: (wins.map { $0 >> 20 } + wins.map { $0 & 0xFFFFF }).map { Float($0) })
      }
    }
    if let readout = session.readout { tensors.merge(readout.saved) { own, _ in own } }
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    var metadata = [
      "format": CheckpointFormat.images.rawValue, "seed": "\(session.seed)", "images": "\(session.imageCount)",
      "data": session.data.images.digest, "batch": "\(session.specification.training.batch)",
      "position": String(decoding: try encoder.encode(session.position), as: UTF8.self),
      "metrics": String(decoding: try encoder.encode(session.metrics), as: UTF8.self),
    ]
    if let readout = session.readout {
      metadata["readout"] = String(decoding: try encoder.encode(readout.counters), as: UTF8.self)
    }
    if let more = try backpropagation?.saved() {
      tensors.merge(more.tensors) { own, _ in own }
      metadata.merge(more.metadata) { own, _ in own }
    }
    try SafeTensors(tensors: tensors, metadata: metadata).write(to: url)
  }

  /// Puts a session, made from the same specification and seed, where the saved one was.
  ///
  /// - Throws: `Problem` if the file is damaged or was saved by a different session.
  static func restore(_ session: TrainingSession, from url: URL) throws {
    let file = try SafeTensors(contentsOf: url)
    func missing(_ what: String) -> Problem {
      Problem(
        "the checkpoint has no usable \(what)", at: url.path,
        advice: "The file was damaged: restore it from a copy, or start the run again from its spec.yaml.")
    }
    try CheckpointFormat.images.check(file.metadata["format"], place: url.path)
    guard file.metadata["seed"] == "\(session.seed)", file.metadata["images"] == "\(session.imageCount)" else {
      throw Problem(
        "the checkpoint belongs to another run: seed \(file.metadata["seed"] ?? "?"), "
          + "\(file.metadata["images"] ?? "?") images", at: url.path,
        advice: "Use the seed, data set and limit that it was saved with.")
    }
    guard file.metadata["data"] == session.data.images.digest,
      file.metadata["batch"] == "\(session.specification.training.batch)"
    else {
      throw Problem(
        "the run was trained on other images, or with another preprocessing or batch size", at: url.path,
        advice: "Give the same data with --data, and leave the run's spec.yaml as it was.")
    }
    let decoder = JSONDecoder()
    guard let position = file.metadata["position"].map({ Data($0.utf8) }),
      let position = try? decoder.decode(TrainingPosition.self, from: position)
    else { throw missing("position") }
    guard let metrics = file.metadata["metrics"].map({ Data($0.utf8) }),
      let metrics = try? decoder.decode([EpochMetrics].self, from: metrics)
    else { throw missing("metrics") }
    // What does not fit would be used as an index later on.
    let layerCount = session.network.layers.count
    guard (0...session.specification.training.burnIn).contains(position.settledBatches),
      (0..<session.batchesPerEpoch).contains(position.batches), position.epochs >= 0, position.seconds >= 0
    else { throw missing("position") }
    guard metrics.count == position.epochs, metrics.allSatisfy({ $0.layers.count == layerCount }) else {
      throw missing("metrics")
    }
    for (index, layer) in session.network.layers.enumerated() {
      guard let weights = file.tensors["layers.\(index).weight"] else { throw missing("weights of layer \(index)") }
      guard let thresholds = file.tensors["layers.\(index).threshold"] else {
        throw missing("thresholds of layer \(index)")
      }
      let prefix = "layers.\(index).memory."
      let memory = file.tensors.filter { $0.key.hasPrefix(prefix) }.map {
        (String($0.key.dropFirst(prefix.count)), $0.value)
      }
      try layer.restore(
        weights: weights, thresholds: thresholds.elements, memory: Dictionary(uniqueKeysWithValues: memory),
        place: "\(url.path), layers.\(index)")
      guard position.batches > 0 else { continue }
      guard let before = file.tensors["epoch.layers.\(index).weight"], before.shape == weights.shape,
        let wins = file.tensors["epoch.layers.\(index).wins"], wins.shape == [2, layer.description.channels],
        wins.elements.allSatisfy({ 0 <= $0 && $0 < 0x1p31 }), before.elements.allSatisfy(\.isFinite)
      else { throw missing("record of the epoch for layer \(index)") }
      session.weightsBefore[index] = before
      session.wins[index] = (0..<layer.description.channels).map { Int(wins[0, $0]) << 20 | Int(wins[1, $0]) }
    }
    if session.readout != nil {
      guard let counters = file.metadata["readout"].map({ Data($0.utf8) }),
        let counters = try? decoder.decode(JointReadout.Counters.self, from: counters),
        session.readout?.restore(file.tensors, counters) == true
      else { throw missing("read-out") }
    }
    session.position = position
    session.metrics = metrics
  }
}
