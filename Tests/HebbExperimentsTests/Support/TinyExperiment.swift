import HebbNetworks
import HebbPlasticity
import HebbTensor

@testable import HebbExperiments

/// The built-in networks, scaled down so that they train in milliseconds.
enum TinyExperiment {
  /// Keeps the kernels of the full size: the default network still gathers winners, the other one is still sparse.
  static let scale = [
    "layers.0.channels=16", "layers.1.channels=20", "layers.2.channels=24", "training.batch=7", "training.burnIn=11",
    "training.epochs=2", "input.whitening=none",
  ]

  static func specification(_ name: String, _ changes: String...) throws -> ExperimentSpecification {
    let connectivity = name.hasSuffix("pruned") ? ["layers.1.connectivity=0.2", "layers.2.connectivity=0.2"] : []
    return try ExperimentSpecification.resolve(name).setting(scale + connectivity + changes)
  }

  /// A single layer, for what does not depend on the network.
  static func layer(
    learningRate: Double = 1e-3, channels: Int = 8, epochs: Int = 1, batch: Int = 10, burnIn: Int = 3
  ) -> ExperimentSpecification {
    ExperimentSpecification(
      name: "tiny", about: "", dataset: "cifar10", input: InputSpecification(whitening: .none),
      training: TrainingSpecification(epochs: epochs, batch: batch, burnIn: burnIn),
      layers: [
        LayerDescription.convolution(channels: channels, kernel: 5, activation: .triangle, learningRate: learningRate)
      ],
      readout: ReadoutSpecification())
  }

  /// Rules and parts with memories: BCM's thresholds, lateral weights, traces from image to image.
  static func remembering() -> ExperimentSpecification {
    var bcm = LayerDescription.convolution(channels: 6, kernel: 5, rule: BCM(), activation: .triangle)
    bcm.stride = 3
    let foldiak = Plasticity(
      rule: Foldiak(), competition: [FoldiakCompetition()], homeostasis: FoldiakThreshold(), learningRate: 1e-3)
    var trace = Plasticity.standard(for: Trace())
    trace.learningRate = 1e-3
    return ExperimentSpecification(
      name: "remembering", about: "", dataset: "cifar10", input: InputSpecification(whitening: .none),
      training: TrainingSpecification(epochs: 2, batch: 7, burnIn: 11),
      layers: [bcm, .linear(neurons: 9, foldiak), .linear(neurons: 5, trace)],
      readout: ReadoutSpecification())
  }

  static func session(
    _ specification: ExperimentSpecification, data: ExperimentData? = nil, seed: UInt64 = 1, limit: Int? = nil,
    threads: Int = 2
  ) throws -> TrainingSession {
    try TrainingSession(
      specification, data: try data ?? SyntheticImages().data(), seed: seed, limit: limit,
      parallel: Parallel(threads: threads))
  }
}

extension TrainingSession {
  /// Settles and trains all epochs.
  func trainAll(stop: StopRequest = StopRequest()) throws {
    try settle(stop: stop)
    while position.epochs < specification.training.epochs { try trainEpoch(stop: stop) }
  }

  /// The metrics without what the clock adds.
  var timelessMetrics: [EpochMetrics] {
    metrics.map { metrics in
      var metrics = metrics
      (metrics.seconds, metrics.imagesPerSecond) = (0, 0)
      return metrics
    }
  }
}
