import Foundation
import HebbExperiments

@testable import HebbSweeps

/// A folder of its own for one test, with a tiny data set in the layout of CIFAR-10, removed with this object.
final class TinySweep: Sendable {
  let url: URL
  var store: URL { url.appendingPathComponent("runs") }

  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("hebb-sweep-\(UUID().uuidString)")
    let batches = url.appendingPathComponent("cifar-10-batches-bin")
    try FileManager.default.createDirectory(at: batches, withIntermediateDirectories: true)
    var state: UInt32 = 1
    for name in (1...5).map({ "data_batch_\($0)" }) + ["test_batch"] {
      var records: [UInt8] = []
      for image in 0..<8 {
        records.append(UInt8(image % 4))
        for _ in 0..<3072 {
          state = state &* 1_664_525 &+ 1_013_904_223
          records.append(UInt8(state >> 25) + UInt8(image % 4) * 20)
        }
      }
      try Data(records).write(to: batches.appendingPathComponent("\(name).bin"))
    }
  }

  deinit { try? FileManager.default.removeItem(at: url) }

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
