import HebbData
import HebbNetworks
import HebbSupport
import HebbTensor

/// What a linear read-out of a frozen network's layers knows of the labels.
public struct Evaluation: Sendable, Codable, Equatable {
  /// Accuracy from the quadrants of every layer but the last, and from the output of the last; fractions.
  public var quadrants: [Double]
  public var output: Double

  /// By the names that `--json` uses: `layer1Quadrants`, `layer2Quadrants`, …, `output`.
  public var byName: [String: Double] {
    Dictionary(
      uniqueKeysWithValues: quadrants.enumerated().map { ("layer\($0 + 1)Quadrants", $1) } + [("output", output)])
  }

  /// In order, as in the paper's Table 1.
  public var columns: [Double] { quadrants + [output] }
}

extension TrainingSession {
  /// More output values than this are summarised by quadrants too: the read-out solves a system of this size.
  static let largestReadout = 4096

  /// The largest system that is solved: 2 GiB in double precision.
  static let largestSystem = 16_384

  /// Regresses the labels on each layer's activity over the training images (those that the session uses) and counts
  /// how often the largest output is right on the images that the data has for that: its test images, or those held out
  /// for validation. Weights and thresholds stay frozen: letting thresholds
  /// adapt to images sorted by class costs tens of points.
  ///
  /// - Parameter progress: called with the images seen and their total.
  /// - Throws: `Problem` if the data set has no test images or the regression cannot be solved; `Interruption`.
  public func evaluate(stop: StopRequest, progress: (Int, Int) -> Void = { _, _ in }) throws -> Evaluation {
    let (training, test) = (data.images.training, data.images.test)
    guard test.count > 0 else {
      throw Problem("there are no test images", at: data.name, advice: "Add images under test/.")
    }
    try checkReadouts()
    let total = imageCount + test.count
    var accumulators = (0..<network.layers.count).map {
      RidgeRegression.Accumulator(features: featureCount(layer: $0), classes: data.classNames.count)
    }
    try forEachChunk(of: training, count: imageCount, stop: stop) { range, features in
      for (layer, features) in features.enumerated() {
        try accumulators[layer].add(features, labels: data.trainingLabels[range], parallel: network.parallel)
      }
      progress(range.upperBound, total)
    }
    let readouts = try accumulators.enumerated().map { layer, sums in
      do {
        return try sums.solve(penalty: specification.readout.ridge)
      } catch let problem as Problem {
        throw Problem(problem.what, at: "readout.ridge, for layers.\(layer)", advice: problem.advice)
      }
    }
    var correct = readouts.map { _ in 0 }
    try forEachChunk(of: test, count: test.count, stop: stop) { range, features in
      for (layer, features) in features.enumerated() {
        let predictions = readouts[layer].predict(features, parallel: network.parallel)
        correct[layer] += zip(predictions, data.testLabels[range]).count { $0 == $1 }
      }
      progress(imageCount + range.upperBound, total)
    }
    let accuracies = correct.map { Double($0) / Double(test.count) }
    return Evaluation(quadrants: Array(accuracies.dropLast()), output: accuracies[accuracies.count - 1])
  }

  /// Checks that the read-outs fit into memory; before training, so that it is not in vain.
  ///
  /// - Throws: `Problem` naming the layer.
  func checkReadouts() throws {
    for layer in network.layers.indices where featureCount(layer: layer) > Self.largestSystem {
      throw Problem(
        "a read-out of \(featureCount(layer: layer)) features needs more memory than there is", at: "layers.\(layer)",
        advice: "Choose at most \(Self.largestSystem / Quadrants.featureCount(channels: 1)) channels.")
    }
  }

  private func usesQuadrants(layer: Int) -> Bool {
    let output = network.layers[layer].output
    return output.positions > 1 && (layer < network.layers.count - 1 || output.count > Self.largestReadout)
  }

  private func featureCount(layer: Int) -> Int {
    let output = network.layers[layer].output
    return usesQuadrants(layer: layer) ? Quadrants.featureCount(channels: output.channels) : output.count
  }

  private func forEachChunk(
    of split: PreparedImages.Split, count: Int, stop: StopRequest, _ body: (Range<Int>, [Tensor]) throws -> Void
  ) throws {
    let size = 500
    for first in stride(from: 0, to: count, by: size) {
      if stop.isRequested { throw Interruption(epochs: position.epochs, batches: position.batches) }
      let range = first..<min(first + size, count)
      try body(range, features(of: split, range))
    }
  }

  /// Each layer's features, `[images, features]`.
  private func features(of split: PreparedImages.Split, _ range: Range<Int>) throws -> [Tensor] {
    let counts = network.layers.indices.map { featureCount(layer: $0) }
    let rows = counts.map { AlignedBuffer(count: $0 * range.count) }
    try split.withUnsafePointer { base in
      let batch = ImageBatch(
        images: range.map { base + $0 * data.shape.count }, mirrored: range.map { _ in false })
      try network.respond(to: batch) { image, layer, activity in
        let output = network.layers[layer].output
        let row = rows[layer].elements.baseAddress! + image * counts[layer]
        if usesQuadrants(layer: layer) {
          Quadrants.average(
            activity.baseAddress!, channels: output.channels, height: output.height, width: output.width, into: row)
        } else {
          row.update(from: activity.baseAddress!, count: counts[layer])
        }
      }
    }
    return rows.enumerated().map { Tensor(shape: [range.count, counts[$0]], elements: $1.elements) }
  }
}
