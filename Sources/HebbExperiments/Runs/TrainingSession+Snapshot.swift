import HebbNetworks
import HebbTensor

extension TrainingSession {
  /// Batches of all epochs so far, and from the first epoch's to the last one's.
  var step: Int { position.epochs * batchesPerEpoch + position.batches }
  var steps: Int { specification.training.epochs * batchesPerEpoch }

  /// What the network looks like now: neurons' norms, thresholds and wins, and the first receptive fields of each layer.
  ///
  /// - Throws: `Problem` if the weights cannot be drawn.
  func snapshot() throws -> (RunSnapshot, [HistoryPicture]) {
    let weights = network.layers.map(\.weights)
    let layers = network.layers.enumerated().map { index, layer in
      RunSnapshot.Layer(
        name: "layer \(index + 1)", weightNorms: weights[index].rowNorms, thresholds: layer.thresholds,
        wins: wins[index].contains { $0 > 0 } ? wins[index] : nil)
    }
    let pictures = try FilterPicture.pictures(
      weights: weights, layers: specification.layers, most: FilterPicture.inSnapshot, grid: FilterPicture.snapshotGrid)
    return (
      RunSnapshot(step: step, epoch: Double(step) / Double(batchesPerEpoch), layers: layers),
      pictures.map { HistoryPicture(name: "layer-\($0.layer)", image: $0.image) }
    )
  }
}
