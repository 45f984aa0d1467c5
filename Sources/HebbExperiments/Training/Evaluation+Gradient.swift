import HebbData
import HebbNetworks
import HebbSupport
import HebbTensor

extension TrainingSession {
  /// Read-outs that are trained by gradient: one pass over the frozen layers stores the features, then the read-out
  /// passes over these.
  func evaluateByGradient(
    stop: StopRequest, progress: (Int, Int) -> Void, readoutProgress: (Int, ReadoutEpoch) -> Void
  ) throws -> Evaluation {
    let sources = gradientFeatures
    let (test, views) = (data.images.test, specification.readout.flips ? 2 : 1)
    let total = sources.count * views * (imageCount + test.count)
    var seen = 0
    readouts = []
    var (accuracies, training) = ([Double](), [Double]())
    for source in sources {
      let cache = try featureCache(source)
      for view in 0..<views {
        try forEachChunk(of: data.images.training, count: imageCount, [source], mirrored: view == 1, stop: stop) {
          range, features in
          try locating(source) {
            try cache.write(features[0], first: range.lowerBound, view: view, parallel: network.parallel)
          }
          seen += range.count
          progress(seen, total)
        }
      }
      let (readout, accuracy) = try train(source, on: cache, stop: stop, readoutProgress: readoutProgress)
      readouts.append(readout)
      training.append(accuracy)
      var correct = 0
      try forEachTestChunk(readout, stop: stop) { range, scores in
        correct += zip(LinearReadout.largest(scores), data.testLabels[range]).count { $0 == $1 }
        seen += views * range.count
        progress(seen, total)
      }
      accuracies.append(Double(correct) / Double(test.count))
    }
    var evaluation = Evaluation(
      quadrants: [], output: accuracies[accuracies.count - 1], layerOutputs: Array(accuracies.dropLast()))
    evaluation.training =
      Evaluation(
        quadrants: [], output: training[training.count - 1], layerOutputs: Array(training.dropLast())
      ).byName
    return evaluation
  }

  /// Checks that there is room for the features of the largest read-out.
  func checkFeatureCache() throws {
    if let largest = gradientFeatures.max(by: { $0.count < $1.count }) { _ = try featureCache(largest) }
  }

  private func train(
    _ source: ReadoutFeatures, on cache: FeatureCache, stop: StopRequest,
    readoutProgress: (Int, ReadoutEpoch) -> Void
  ) throws -> (TrainedReadout, accuracy: Double) {
    let trainer = try ReadoutTrainer(
      cache, labels: Array(data.trainingLabels[..<imageCount]), classes: data.classNames.count,
      training: specification.readout.training, seed: seed, stream: "readout.layers.\(source.layer)",
      parallel: network.parallel)
    func checkStop(_ images: Int) throws {
      if stop.isRequested { throw Interruption(epochs: position.epochs, batches: position.batches) }
    }
    var epochs: [ReadoutEpoch] = []
    while trainer.epochs < specification.readout.training.epochs {
      let epoch = try trainer.trainEpoch(checkStop)
      epochs.append(epoch)
      readoutProgress(source.layer, epoch)
    }
    let accuracy = try trainer.accuracy(checkStop)
    let readout = TrainedReadout(
      features: source, flips: specification.readout.flips, linear: trainer.readout, epochs: epochs)
    return (readout, accuracy)
  }

  /// Hands the scores of the images that accuracies are measured on to `body`, chunk by chunk.
  func forEachTestChunk(
    _ readout: TrainedReadout, stop: StopRequest, _ body: (Range<Int>, Tensor) throws -> Void
  ) throws {
    let test = data.images.test
    let size = 500
    for first in stride(from: 0, to: test.count, by: size) {
      if stop.isRequested { throw Interruption(epochs: position.epochs, batches: position.batches) }
      let range = first..<min(first + size, test.count)
      let scores = try test.withUnsafePointer { base in
        let batch = ImageBatch(images: range.map { base + $0 * data.shape.count }, mirrored: range.map { _ in false })
        return try readout.scores(of: batch, by: network)
      }
      try body(range, scores)
    }
  }

  private var gradientFeatures: [ReadoutFeatures] {
    let readout = specification.readout
    let layers = readout.layers == .all ? Array(network.layers.indices) : [network.layers.count - 1]
    return layers.map {
      ReadoutFeatures(
        layer: $0, output: network.layers[$0].output, exponent: readout.kind == .power ? readout.exponent : nil)
    }
  }

  private func featureCache(_ source: ReadoutFeatures) throws -> FeatureCache {
    // A high power makes features of a size that nobody would guess a learning rate for.
    try FeatureCache(
      images: imageCount, views: specification.readout.flips ? 2 : 1, features: source.count,
      scale: source.exponent == nil ? .own : .unitMeanSquare)
  }

  private func locating(_ source: ReadoutFeatures, _ body: () throws -> Void) throws {
    do {
      try body()
    } catch let problem as Problem {
      throw Problem(problem.what, at: "readout, layers.\(source.layer)", advice: problem.advice)
    }
  }
}
