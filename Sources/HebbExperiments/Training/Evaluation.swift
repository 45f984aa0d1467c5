import HebbData
public import HebbNetworks
import HebbSupport
import HebbTensor

/// What a linear read-out of a frozen network's layers knows of the labels.
public struct Evaluation: Sendable, Codable, Equatable {
  /// Accuracy from the quadrants of every layer but the last, and from the output of the last; fractions.
  public var quadrants: [Double]
  public var output: Double
  /// Accuracy from all values of every layer but the last, where the read-out asks for it.
  public var layerOutputs: [Double] = []
  /// Accuracy on the training images by the names of `byName`, of read-outs that are trained by gradient.
  public var training: [String: Double]?

  /// By the names that `--json` uses: `layer1Quadrants`, `layer2Quadrants`, …, `output`.
  public var byName: [String: Double] {
    var accuracies = ["output": output]
    for (layer, accuracy) in quadrants.enumerated() { accuracies["layer\(layer + 1)Quadrants"] = accuracy }
    for (layer, accuracy) in layerOutputs.enumerated() { accuracies["layer\(layer + 1)Output"] = accuracy }
    return accuracies
  }

  /// In order, as in the paper's Table 1.
  public var columns: [Double] { quadrants + layerOutputs + [output] }
}

extension TrainingSession {
  /// More output values than this are summarised by quadrants too: the regression solves a system of this size.
  static let largestReadout = 4096

  /// The largest system that is solved: 2 GiB in double precision.
  static let largestSystem = 16_384

  /// Asks the read-out that learned together with the layers, or trains the specification's read-out on each layer's
  /// activity over the training images (those that the session uses), and counts how often the largest output is right on
  /// the images that the data has for that: its test images, or those held out for validation. Weights and thresholds stay
  /// frozen: letting thresholds adapt to images sorted by class costs tens of points. The read-outs are kept in `readouts`.
  ///
  /// - Parameters:
  ///   - progress: called with the images seen and their total.
  ///   - readoutProgress: called with the layer and each epoch of its read-out, if that is trained by gradient.
  /// - Throws: `Problem` if the data set has no test images or the read-out cannot be trained; `Interruption`.
  public func evaluate(
    stop: StopRequest, progress: (Int, Int) -> Void = { _, _ in },
    readoutProgress: (Int, ReadoutEpoch) -> Void = { _, _ in }
  ) throws -> Evaluation {
    guard data.images.test.count > 0 else {
      throw Problem("there are no test images", at: data.name, advice: "Add images under test/.")
    }
    if let evaluation = try jointEvaluation() { return evaluation }
    switch specification.readout.kind {
    case .ridge: return try evaluateByRegression(stop: stop, progress: progress)
    case .softmax, .power:
      return try evaluateByGradient(stop: stop, progress: progress, readoutProgress: readoutProgress)
    }
  }

  /// Checks that the read-outs fit into memory; before training, so that it is not in vain.
  ///
  /// - Throws: `Problem` naming the layer.
  func checkReadouts() throws {
    guard specification.readout.together == nil else { return }
    guard specification.readout.kind == .ridge else { return try checkFeatureCache() }
    for (layer, features) in regressionFeatures.enumerated() where features.count > Self.largestSystem {
      throw Problem(
        "a read-out of \(features.count) features needs more memory than there is", at: "layers.\(layer)",
        advice: "Choose at most \(Self.largestSystem / Quadrants.featureCount(channels: 1)) channels.")
    }
  }

  private func evaluateByRegression(stop: StopRequest, progress: (Int, Int) -> Void) throws -> Evaluation {
    let (training, test) = (data.images.training, data.images.test)
    try checkReadouts()
    let sources = regressionFeatures
    let total = imageCount + test.count
    var accumulators = sources.map {
      RidgeRegression.Accumulator(features: $0.count, classes: data.classNames.count)
    }
    try forEachChunk(of: training, count: imageCount, sources, stop: stop) { range, features in
      for (layer, features) in features.enumerated() {
        try accumulators[layer].add(features, labels: data.trainingLabels[range], parallel: network.parallel)
      }
      progress(range.upperBound, total)
    }
    readouts = try accumulators.enumerated().map { layer, sums in
      do {
        return TrainedReadout(
          features: sources[layer], flips: false, linear: try sums.solve(penalty: specification.readout.ridge),
          epochs: [])
      } catch let problem as Problem {
        throw Problem(problem.what, at: "readout.ridge, for layers.\(layer)", advice: problem.advice)
      }
    }
    var correct = readouts.map { _ in 0 }
    try forEachChunk(of: test, count: test.count, sources, stop: stop) { range, features in
      for (layer, features) in features.enumerated() {
        let predictions = readouts[layer].linear.predict(features, parallel: network.parallel)
        correct[layer] += zip(predictions, data.testLabels[range]).count { $0 == $1 }
      }
      progress(imageCount + range.upperBound, total)
    }
    let accuracies = correct.map { Double($0) / Double(test.count) }
    return Evaluation(quadrants: Array(accuracies.dropLast()), output: accuracies[accuracies.count - 1])
  }

  /// Of each layer: its quadrants, and all values of the last.
  private var regressionFeatures: [ReadoutFeatures] {
    network.layers.indices.map { layer in
      let output = network.layers[layer].output
      let usesQuadrants =
        output.positions > 1 && (layer < network.layers.count - 1 || output.count > Self.largestReadout)
      return ReadoutFeatures(layer: layer, output: output, summary: usesQuadrants ? .quadrants : .values)
    }
  }

  /// Shows the first `count` images in portions to the frozen network, with the features of each portion.
  func forEachChunk(
    of split: PreparedImages.Split, count: Int, _ features: [ReadoutFeatures], mirrored: Bool = false,
    stop: StopRequest, _ body: (Range<Int>, [Tensor]) throws -> Void
  ) throws {
    let size = 500
    for first in stride(from: 0, to: count, by: size) {
      if stop.isRequested { throw Interruption(epochs: position.epochs, batches: position.batches) }
      let range = first..<min(first + size, count)
      let rows = try split.withUnsafePointer { base in
        let batch = ImageBatch(
          images: range.map { base + $0 * data.shape.count }, mirrored: range.map { _ in mirrored })
        return try ReadoutFeatures.of(batch, features, by: network)
      }
      try body(range, rows)
    }
  }
}
