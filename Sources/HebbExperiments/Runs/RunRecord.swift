public import Foundation
import HebbSupport

/// What a run was and how it went: its `run.json`, and what `hebb train --json` prints.
public struct RunRecord: StoredRecord, Equatable {
  public var run: String
  public var spec: String
  public var dataset: String
  /// Nil in records of earlier versions, which were all Hebbian.
  public var method: TrainingMethod?
  /// The folder that the data set was read from, if it was given.
  public var data: String?
  /// Training images used, if not all.
  public var limit: Int?
  /// Training images held out, if accuracies are measured on these and not on the test images.
  public var validation: Int?
  /// The file of the weights that the run began with, if it was given.
  public var initialWeights: String?
  public var seed: UInt64
  public var threads: Int
  /// Processes that trained together, each with so many threads; nil in records of earlier versions.
  public var ranks: Int?
  public var kernels: String
  public var version: String
  public var machine: String
  public var started: Date
  public var status = RunStatus.running
  public var problem: String?
  /// Passes over the training images that are complete.
  public var epochs = 0
  /// Hebbian training, median over the epochs; nil before the first.
  public var imagesPerSecond: Double?
  public var secondsPerEpoch: Double?
  /// Accuracy by read-out on `evaluatedOn`, as fractions, before plasticity and after training.
  public var untrainedAccuracy: [String: Double]?
  public var accuracy: [String: Double]?
  /// Accuracy after training on the training images, of read-outs that are trained by gradient.
  public var trainingAccuracy: [String: Double]?
  /// What has become of each layer's neurons; nil before the end of the first epoch that accuracy was measured after.
  public var health: [LayerHealth]?
  /// SHA-256 of all weights and thresholds.
  public var weightsDigest: String?

  /// Which images the accuracies are measured on.
  public var evaluatedOn: EvaluationSplit { validation == nil ? .test : .validation }

  /// What is written for readers but follows from the rest.
  private enum DerivedKeys: CodingKey {
    case evaluatedOn
  }

  /// Every key is always there, null where there is nothing to say: before the first epoch there is no speed.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(run, forKey: .run)
    try container.encode(spec, forKey: .spec)
    try container.encode(dataset, forKey: .dataset)
    try container.encode(method ?? .hebbian, forKey: .method)
    try container.encode(data, forKey: .data)
    try container.encode(limit, forKey: .limit)
    try container.encode(validation, forKey: .validation)
    try container.encode(initialWeights, forKey: .initialWeights)
    try container.encode(seed, forKey: .seed)
    try container.encode(threads, forKey: .threads)
    try container.encode(ranks, forKey: .ranks)
    try container.encode(kernels, forKey: .kernels)
    try container.encode(version, forKey: .version)
    try container.encode(machine, forKey: .machine)
    try container.encode(started, forKey: .started)
    try container.encode(status, forKey: .status)
    try container.encode(problem, forKey: .problem)
    try container.encode(epochs, forKey: .epochs)
    try container.encode(imagesPerSecond, forKey: .imagesPerSecond)
    try container.encode(secondsPerEpoch, forKey: .secondsPerEpoch)
    try container.encode(untrainedAccuracy, forKey: .untrainedAccuracy)
    try container.encode(accuracy, forKey: .accuracy)
    try container.encode(trainingAccuracy, forKey: .trainingAccuracy)
    try container.encode(health, forKey: .health)
    try container.encode(weightsDigest, forKey: .weightsDigest)
    var derived = encoder.container(keyedBy: DerivedKeys.self)
    try derived.encode(evaluatedOn, forKey: .evaluatedOn)
  }

  /// - Throws: `Problem` if the file is missing or not a record.
  public static func load(from folder: RunFolder) throws -> RunRecord {
    guard !SequenceRecord.isKept(in: folder) else {
      throw Problem(
        "this run's network learned from sequences, and has neither images nor read-outs", at: folder.url.path,
        advice: "Its results are in report.html; hebb generate lets it write.")
    }
    do {
      return try decoded(from: Data(contentsOf: folder.record))
    } catch {
      throw Problem(
        "the run's record cannot be read: \(Self.reason(error))", at: folder.record.path,
        advice: "Restore the file from a copy. The weights themselves are in checkpoint.safetensors.")
    }
  }
}

/// The program's version.
public let hebbVersion = "0.1.0"
