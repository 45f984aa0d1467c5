import HebbData
import HebbNetworks
import HebbSupport
import HebbTensor

extension TrainingSession {
  /// The fraction of the training that is behind, batch by batch.
  var progress: Double {
    let total = Double(specification.training.epochs * batchesPerEpoch)
    return total > 0 ? Double(position.epochs * batchesPerEpoch + position.batches) / total : 0
  }

  /// How the read-out did in the epoch that ends now; nil if it does not learn together with the layers.
  func readoutMetrics() throws -> EpochMetrics.Readout? {
    guard let tally = readout?.tally, collective.isFirst else { return nil }
    return EpochMetrics.Readout(
      trainingAccuracy: Double(tally.correct) / Double(max(tally.images, 1)),
      loss: tally.loss / Double(max(tally.images, 1)), accuracy: try jointAccuracy(),
      evaluatedOn: data.evaluatedOn)
  }

  /// What the read-out that learned together with the layers knows, and the read-out itself in `readouts`; nil if there
  /// is none.
  func jointEvaluation() throws -> Evaluation? {
    guard let readout = readout?.linear, let accuracy = try jointAccuracy() else { return nil }
    readouts = [TrainedReadout(features: outputFeatures, flips: false, linear: readout, epochs: [])]
    var evaluation = Evaluation(quadrants: [], output: accuracy)
    evaluation.training = metrics.last?.readout.map { ["output": $0.trainingAccuracy] }
    return evaluation
  }

  /// The fraction of the images that accuracy is measured on that the read-out names rightly, with all weights as they
  /// are; nil if there are none, or the read-out does not learn together with the layers.
  private func jointAccuracy() throws -> Double? {
    let count = data.images.test.count
    guard let readout = readout?.linear, count > 0 else { return nil }
    var correct = 0
    try forEachChunk(of: data.images.test, count: count, [outputFeatures], stop: StopRequest()) { range, features in
      let predictions = readout.predict(features[0], parallel: network.parallel)
      correct += zip(predictions, data.testLabels[range]).count { $0 == $1 }
    }
    return Double(correct) / Double(count)
  }

  private var outputFeatures: ReadoutFeatures {
    let last = network.layers.count - 1
    return ReadoutFeatures(layer: last, output: network.layers[last].output, summary: .values)
  }
}
