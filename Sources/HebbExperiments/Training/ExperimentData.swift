public import Foundation
public import HebbData
import HebbNetworks
import HebbSupport
public import HebbTensor

/// A data set as a network sees it: preprocessed images and their labels.
public struct ExperimentData: Sendable {
  public let name: String
  public let classNames: [String]
  public let images: PreparedImages
  public let trainingLabels: [Int]
  /// Of the images that accuracy is measured on, `images.test`.
  public let testLabels: [Int]
  /// Whether these are the data set's test images or held out of its training images.
  public var evaluatedOn = EvaluationSplit.test
  public let shape: ImageShape
  /// The matrix that the first layer whitens its patches with, if the experiment asks for that.
  public let patchWhitening: Tensor?

  /// Loads, pads and preprocesses the images of an experiment.
  ///
  /// - Parameters:
  ///   - folder: where the data set is; nil to look in the usual places.
  ///   - validation: how many training images are held out in place of the test images; nil for the test images.
  ///   - cache: where preprocessed images are kept; nil to compute them each time.
  ///   - progress: called with the fraction done; what it throws ends the work.
  /// - Throws: `Problem` if the data set is not found or damaged, or the specification does not fit its images.
  public static func load(
    _ specification: ExperimentSpecification, from folder: URL?, validation: Int? = nil, cache: URL?,
    parallel: Parallel,
    progress: (Double) throws -> Void = { _ in }
  ) throws -> ExperimentData {
    let loaded = try DatasetCatalog.standard.load(specification.dataset, data: folder)
    // Before anything is fitted to the images: neither whitening nor training may see those that are held out.
    let dataset = try validation.map { try loaded.holdingOut($0) } ?? loaded
    let side = specification.input.side
    func padded(_ set: ImageSet) -> ImageSet {
      set.height < side || set.width < side
        ? set.padded(toHeight: max(set.height, side), width: max(set.width, side)) : set
    }
    let (training, test) = (padded(dataset.training), padded(dataset.test))
    let shape = ImageShape(channels: training.channels, height: training.height, width: training.width)
    try check(specification, fits: shape)
    let input = specification.input
    let preprocessing: Preprocessing =
      switch input.whitening {
      case .zca: .zca(epsilon: input.epsilon, images: input.images)
      case .patch: .patches
      case .dog: .differenceOfGaussians(try DifferenceOfGaussians())
      case .none: input.values == .pixels ? .pixels : .standardised
      }
    let images = try PreparedImages.prepare(
      training: training.pixels, test: test.pixels, shape: shape, preprocessing: preprocessing, cache: cache,
      parallel: parallel, progress: progress)
    var patchWhitening: Tensor?
    if input.whitening == .patch, let kernel = specification.layers.first?.kernel {
      patchWhitening = try training.pixels.withUnsafeBufferPointer {
        try PatchWhitening.fit(
          to: $0.baseAddress!, count: min(training.count, input.images), shape: shape, kernel: kernel,
          epsilon: input.epsilon, seed: 0, parallel: parallel
        ).matrix
      }
    }
    return ExperimentData(
      name: dataset.name, classNames: dataset.classNames, images: images, trainingLabels: training.labels,
      testLabels: test.labels, evaluatedOn: validation == nil ? .test : .validation, shape: shape,
      patchWhitening: patchWhitening)
  }

  /// - Throws: `Problem` if an experiment's network cannot be laid on images of a shape.
  static func check(_ specification: ExperimentSpecification, fits shape: ImageShape) throws {
    try specification.validate(inputShape: [shape.channels, shape.height, shape.width])
    try HebbianNetwork.check(input: shape, layers: specification.layers)
  }

  /// Where preprocessed images are kept unless the user says otherwise.
  public static var standardCache: URL {
    DataFolders.current.cache(for: "prepared")
  }
}
