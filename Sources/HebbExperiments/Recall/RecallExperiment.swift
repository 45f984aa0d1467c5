public import Foundation
import HebbData
import HebbMemories
import HebbTensor

/// Stores images in memories, corrupts some of them, and lets the memories recall what was stored.
public struct RecallExperiment: Sendable {
  public let result: RecallResult
  let shape: ImageShape
  let pictures: [RecalledImages]

  /// Images shown in a picture.
  static let examples = 8

  /// Fashion-MNIST, or MNIST where only that is found.
  ///
  /// - Throws: `Problem` if the places to look in cannot be looked into.
  public static func standardDataset(data: URL?) throws -> String {
    let names = ["fashion-mnist", "mnist"]
    return try names.first { try DatasetCatalog.standard.locate($0, data: data) != nil } ?? names[0]
  }

  /// - Parameters:
  ///   - data: the folder of data sets, if the user gave one.
  ///   - progress: told how many of how many recalls are done, and which comes next.
  /// - Throws: `Problem` if the data set is not there, has too few images, or a memory cannot be made.
  public static func run(
    _ specification: RecallSpecification, data: URL?,
    progress: (_ completed: Int, _ total: Int, _ next: String) -> Void = { _, _, _ in }
  ) throws -> RecallExperiment {
    let training = try DatasetCatalog.standard.load(specification.dataset, data: data).training
    try specification.validate(imageCount: training.count)
    let images = training.sample(specification.patterns, seed: specification.seed)
    return try RecallExperiment(specification, images: images, progress: progress)
  }

  /// Precondition: as many images as the specification has patterns.
  init(
    _ specification: RecallSpecification, images: ImageSet,
    progress: (_ completed: Int, _ total: Int, _ next: String) -> Void = { _, _, _ in }
  ) throws {
    let shape = ImageShape(channels: images.channels, height: images.height, width: images.width)
    let queries = min(specification.queries, images.count)
    let kinds = specification.kinds.filter { !$0.isContinuous } + specification.kinds.filter(\.isContinuous)
    let total = kinds.count * specification.corruptions.count
    var outcomes: [[RecallResult.Outcome]] = specification.corruptions.map { _ in [] }
    var pictures: [RecalledImages] = []
    var completed = 0
    for isContinuous in [false, true] {
      let chosen = kinds.filter { $0.isContinuous == isContinuous }
      guard !chosen.isEmpty else { continue }
      let patterns = isContinuous ? images.standardisedPatterns() : images.bipolarPatterns()
      let stored = patterns.firstRows(queries)
      let corrupted = specification.corruptions.map {
        $0.applied(to: stored, shape: shape, seed: specification.seed)
      }
      var rows = corrupted.map { [("stored", stored), ("corrupted", $0)] }
      for kind in chosen {
        progress(completed, total, kind.rawValue)
        let memory = try kind.memory(
          of: patterns, degree: specification.degree, inverseTemperature: specification.inverseTemperature,
          parallel: specification.parallel)
        for (index, corruption) in specification.corruptions.enumerated() {
          let (recall, seconds) = try Self.recall(corrupted[index], from: memory, specification)
          outcomes[index].append(
            Self.outcome(kind, corruption, stored: stored, corrupted: corrupted[index], recall, seconds: seconds))
          rows[index].append((kind.rawValue, recall.states))
          completed += 1
          progress(completed, total, kind.rawValue)
        }
      }
      for (corruption, rows) in zip(specification.corruptions, rows) {
        pictures.append(
          RecalledImages(
            corruption: corruption, isContinuous: isContinuous,
            rows: rows.map { ($0.0, $0.1.firstRows(min(Self.examples, queries))) }))
      }
    }
    self.shape = shape
    self.pictures = pictures
    result = RecallResult(
      dataset: specification.dataset, patterns: images.count, units: shape.count, queries: queries,
      degree: specification.degree, inverseTemperature: specification.inverseTemperature,
      isSynchronous: specification.isSynchronous, seed: specification.seed, outcomes: outcomes.flatMap(\.self))
  }

  private static func recall(
    _ states: Tensor, from memory: any AutoassociativeMemory, _ specification: RecallSpecification
  ) throws -> (recall: Recall, seconds: Double) {
    let settings = RecallSettings(
      order: specification.isSynchronous ? .synchronous : .asynchronous(seed: specification.seed),
      sweepLimit: specification.sweepLimit, parallel: specification.parallel)
    let start = ContinuousClock.now
    let recall = try memory.recall(states, settings)
    return (recall, (ContinuousClock.now - start) / .seconds(1))
  }

  private static func outcome(
    _ kind: MemoryKind, _ corruption: Corruption, stored: Tensor, corrupted: Tensor, _ recall: Recall, seconds: Double
  ) -> RecallResult.Outcome {
    let (before, after) = (Overlap.cosines(stored, corrupted), Overlap.cosines(stored, recall.states))
    let count = Double(after.count)
    return RecallResult.Outcome(
      memory: kind, corruption: corruption.text, overlapBefore: before.reduce(0, +) / count,
      overlapAfter: after.reduce(0, +) / count, recalled: Double(after.count { $0 > 0.99 }) / count,
      sweeps: Double(recall.sweeps.reduce(0, +)) / count, settled: Double(recall.isSettled.count { $0 }) / count,
      seconds: seconds)
  }
}
