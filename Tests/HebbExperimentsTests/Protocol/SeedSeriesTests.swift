import Foundation
import HebbTensor
import TestSupport
import Testing

@testable import HebbExperiments

@Suite("A series of seeds")
struct SeedSeriesTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try SyntheticImages.writeCIFAR(to: folder.url)
  }

  private func options(seed: UInt64 = 1, seeds: Int, reuses: Bool = false, validation: Int? = nil) -> SeedSeries.Options
  {
    .init(
      run: .init(
        store: folder.file("runs"), data: folder.url, cache: nil, seed: seed, validation: validation,
        parallel: Parallel(threads: 2)),
      seeds: seeds, reuses: reuses)
  }

  private func run(
    _ options: SeedSeries.Options, _ specification: ExperimentSpecification = TinyExperiment.layer(),
    stop: StopRequest = StopRequest(), observe: @escaping (String, TrainingEvent) -> Void = { _, _ in }
  ) throws -> SeedSeries {
    try SeedSeries.run(specification, options, stop: stop, observe: observe)
  }

  @Test("Seeds are counted up, after the largest comes 0, and each is the run that it would be alone")
  func seeds() throws {
    #expect(options(seed: .max, seeds: 3).seedList == [.max, 0, 1])
    let series = try run(options(seed: 4, seeds: 2))
    #expect(series.seeds == [4, 5] && series.runs.map(\.record.seed) == [4, 5])
    var alone = options(seeds: 1).run
    alone.seed = 5
    let single = try TrainingRun.start(TinyExperiment.layer(), alone, stop: StopRequest()) { _ in }
    try single.train()
    #expect(series.runs[1].record.weightsDigest == single.record.weightsDigest)
    #expect(series.runs[1].record.accuracy == single.record.accuracy)
  }

  @Test("Events carry the seed where there are several")
  func titles() throws {
    var titles: Set<String> = []
    _ = try run(options(seeds: 2)) { title, _ in titles.insert(title) }
    #expect(titles == ["tiny, seed 1", "tiny, seed 2"])
  }

  @Test("Finished runs are used again, if that is wished and nothing differs")
  func reuse() throws {
    let first = try run(options(seeds: 2))
    let again = try run(options(seeds: 3, reuses: true))
    #expect(again.runs.prefix(2).map(\.folder) == first.runs.map(\.folder) && again.runs.count == 3)
    #expect(again.runs[0].metrics == first.runs[0].metrics)
    let known = Set(again.runs.map(\.folder.url))
    for series in [
      try run(options(seeds: 1)), try run(options(seeds: 1, reuses: true), TinyExperiment.layer(channels: 9)),
      try run(options(seeds: 1, reuses: true, validation: 9)),
    ] {
      #expect(!known.contains(series.runs[0].folder.url))
    }
  }

  @Test("An interrupted run goes on, with the result that it would have had")
  func interrupted() throws {
    let specification = TinyExperiment.layer(epochs: 3)
    let whole = try run(options(seeds: 2), specification)
    try FileManager.default.removeItem(at: folder.file("runs"))
    let stop = StopRequest()
    #expect(throws: Interruption.self) {
      try run(options(seeds: 2), specification, stop: stop) { title, event in
        if case .training(2, 20, _, _) = event, title.hasSuffix("seed 2") { stop.request() }
      }
    }
    let resumed = try run(options(seeds: 2, reuses: true), specification)
    #expect(resumed.runs.map(\.record.weightsDigest) == whole.runs.map(\.record.weightsDigest))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.file("runs").path).count == 2)
  }

  @Test("What was not measured before training makes a run useless for whoever needs it")
  func untrained() throws {
    let first = try run(options(seeds: 1))
    let second = try SeedSeries.run(
      TinyExperiment.layer(), options(seeds: 1, reuses: true), evaluatesUntrained: true, stop: StopRequest()
    ) { _, _ in }
    #expect(second.runs[0].folder != first.runs[0].folder && second.untrainedAccuracy["output"] != nil)
  }
}
