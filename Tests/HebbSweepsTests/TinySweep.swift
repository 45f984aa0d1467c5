import Foundation
import HebbExperiments
import TestSupport

@testable import HebbSweeps

/// A folder of its own for one test, with a tiny data set in the layout of CIFAR-10, removed with this object.
final class TinySweep: Sendable {
  private let temporary: TemporaryFolder
  var url: URL { temporary.url }
  var store: URL { url.appendingPathComponent("runs") }

  init() throws {
    temporary = try TemporaryFolder()
    try TinyCIFAR.write(to: url, perFile: 8)
  }

  /// One small layer: a training takes milliseconds.
  static func experiment(epochs: Int = 3) throws -> ExperimentFile {
    let text = """
      name: tiny
      dataset: cifar10
      input: {whitening: none}
      training: {epochs: \(epochs), batch: 10, burnIn: 2}
      layers:
        - {channels: 4, kernel: 5, stride: 5, rule: instar, learningRate: 0.001}
      """
    return .images(try ExperimentSpecification(yaml: text, source: "tiny.yaml"))
  }

  func folder(
    _ parameters: [SweepParameter], trials: Int? = nil, seeds: [UInt64] = [1], pruning: Pruning = .none,
    epochs: Int = 3, metric: SweepMetric = SweepMetric("accuracy.output", .max)
  ) throws -> SweepFolder {
    let experiment = try Self.experiment(epochs: epochs)
    let definition = try SweepDefinition(
      experiment, parameters: parameters, trials: trials, seeds: seeds, seed: 1, pruning: pruning, metric: metric,
      data: url.path, limit: nil, validation: 8)
    try definition.check(experiment)
    return try SweepFolder.create(definition, of: experiment, in: store)
  }
}
