import HebbData
import HebbFigures
import HebbSupport
import HebbTensor
import Testing

@testable import HebbExperiments

@Suite("Recall of images")
struct RecallExperimentTests {
  /// Random images, of which the first two pixels differ.
  private func images(_ count: Int) -> ImageSet {
    var random = RandomStream(seed: 2, "images")
    return ImageSet(
      channels: 1, height: 10, width: 10, pixels: (0..<count * 100).map { _ in UInt8(random.next(below: 256)) },
      labels: [Int](repeating: 0, count: count))
  }

  private func specification(patterns: Int = 12, queries: Int = 5) -> RecallSpecification {
    RecallSpecification(
      dataset: "images", kinds: MemoryKind.allCases, corruptions: [.noise(0.1), .half(.left)], patterns: patterns,
      queries: queries, degree: 20, inverseTemperature: 1, isSynchronous: false, sweepLimit: 20, seed: 1)
  }

  @Test("All memories are asked about all corruptions; dense ones recall what is stored")
  func outcomes() throws {
    let experiment = try RecallExperiment(specification(), images: images(12))
    let outcomes = experiment.result.outcomes
    #expect(outcomes.map(\.memory) == MemoryKind.allCases + MemoryKind.allCases)
    for outcome in outcomes where [.dense, .exponential, .continuous].contains(outcome.memory) {
      #expect(outcome.recalled == 1, "\(outcome)")
      #expect(outcome.overlapAfter > outcome.overlapBefore)
    }
  }

  @Test("The picture has rows for what was stored, what was left and what came back; the table a group a corruption")
  func report() throws {
    let experiment = try RecallExperiment(specification(), images: images(12))
    #expect(
      experiment.pictures.map { $0.rows.map(\.name).prefix(2) } == Array(repeating: ["stored", "corrupted"], count: 4))
    #expect(experiment.picture.rows.map(\.count) == [2, 2])
    #expect(experiment.table.groups.map(\.heading) == ["10 % noise", "left half hidden"])
    #expect(experiment.table.groups[0].rows.count == MemoryKind.allCases.count)
  }

  @Test("Progress counts every recall")
  func progress() throws {
    var last = (0, 0)
    _ = try RecallExperiment(specification(), images: images(12)) { completed, total, _ in last = (completed, total) }
    #expect(last == (12, 12))
  }

  @Test("Binary patterns are above and below an image's mean; continuous ones have mean 0 and variance 1")
  func patterns() {
    let set = ImageSet(channels: 1, height: 1, width: 4, pixels: [0, 0, 10, 30, 7, 7, 7, 7], labels: [0, 0])
    #expect(set.bipolarPatterns().elements == [-1, -1, -1, 1, -1, -1, -1, -1])
    let standardised = set.standardisedPatterns().elements
    #expect(abs(standardised.prefix(4).reduce(0, +)) < 1e-6)
    #expect(abs(standardised.prefix(4).reduce(0) { $0 + $1 * $1 } - 4) < 1e-5)
    #expect(standardised.suffix(4) == [0, 0, 0, 0])
  }

  @Test("A sample has each image once, in an order that the seed decides")
  func sample() {
    let set = ImageSet(channels: 1, height: 1, width: 1, pixels: Array(0..<50), labels: Array(0..<50))
    let sample = set.sample(20, seed: 3)
    #expect(Set(sample.labels).count == 20 && sample.pixels.map(Int.init) == sample.labels)
    #expect(sample == set.sample(20, seed: 3) && sample != set.sample(20, seed: 4))
  }

  @Test("More patterns than images, and nothing to do, are refused")
  func mistakes() {
    #expect(throws: Problem.self) { try specification(patterns: 13).validate(imageCount: 12) }
    #expect(throws: Problem.self) { try specification(queries: 0).validate(imageCount: 12) }
    #expect(throws: Problem.self) { try MemoryKind.named(["hopfield", "elephant"]) }
    #expect((try? MemoryKind.named(["dense", "all"]))?.count == MemoryKind.allCases.count)
  }
}
