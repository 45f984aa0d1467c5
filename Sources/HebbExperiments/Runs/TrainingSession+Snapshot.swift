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

extension Tensor {
  /// Of each row along the first axis, the length of all that it holds; the largest number there is where it is beyond
  /// all numbers.
  var rowNorms: [Float] {
    guard let rows = shape.first, rows > 0 else { return [] }
    let length = count / rows
    return withUnsafeBufferPointer { elements in
      (0..<rows).map { row in
        var sum = 0.0
        for index in row * length..<(row + 1) * length { sum += Double(elements[index]) * Double(elements[index]) }
        return min(Float(sum.squareRoot()), .greatestFiniteMagnitude)
      }
    }
  }

  /// The first rows along the first axis.
  func firstRows(_ rows: Int) -> Tensor {
    guard rows < shape[0] else { return self }
    let length = count / shape[0]
    return Tensor(shape: [rows] + shape.dropFirst(), elements: Array(elements[..<(rows * length)]))
  }
}
