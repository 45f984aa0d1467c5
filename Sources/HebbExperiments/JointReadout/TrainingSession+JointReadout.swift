import HebbData
import HebbNetworks
import HebbTensor

extension TrainingSession {
  /// The fraction of the training that is behind, batch by batch.
  var progress: Double {
    let total = Double(specification.training.epochs * batchesPerEpoch)
    return total > 0 ? Double(position.epochs * batchesPerEpoch + position.batches) / total : 0
  }

  /// How the read-out did in the epoch that ends now; nil if it does not learn together with the layers.
  func readoutMetrics() throws -> EpochMetrics.Readout? {
    guard let tally = readout?.tally else { return nil }
    return EpochMetrics.Readout(
      trainingAccuracy: Double(tally.correct) / Double(max(tally.images, 1)),
      loss: tally.loss / Double(max(tally.images, 1)), testAccuracy: try jointTestAccuracy())
  }

  /// The fraction of the test images that the read-out names rightly, with all weights as they are; nil if there are no
  /// test images, or the read-out does not learn together with the layers.
  func jointTestAccuracy() throws -> Double? {
    guard let readout, data.images.test.count > 0 else { return nil }
    let (count, chunk) = (data.images.test.count, 500)
    var correct = 0
    for first in stride(from: 0, to: count, by: chunk) {
      let range = first..<min(first + chunk, count)
      let predictions = readout.predictions(for: try outputs(ofTestImages: range), parallel: network.parallel)
      correct += zip(predictions, data.testLabels[range]).count { $0 == $1 }
    }
    return Double(correct) / Double(count)
  }

  /// The last layer's activity `[images, features]`.
  private func outputs(ofTestImages range: Range<Int>) throws -> Tensor {
    let last = network.layers.count - 1
    let count = network.layers[last].output.count
    let rows = AlignedBuffer(count: range.count * count)
    let target = rows.elements.baseAddress!
    try data.images.test.withUnsafePointer { base in
      let batch = ImageBatch(
        images: range.map { base + $0 * data.shape.count }, mirrored: range.map { _ in false })
      try network.respond(to: batch) { image, layer, activity in
        guard layer == last else { return }
        (target + image * count).update(from: activity.baseAddress!, count: count)
      }
    }
    return Tensor(shape: [range.count, count], elements: rows.elements)
  }
}
