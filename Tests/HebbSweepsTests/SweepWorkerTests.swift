import Foundation
import HebbExperiments
import HebbSupport
import HebbTensor
import Testing

@testable import HebbSweeps

@Suite("Working on a sweep")
struct SweepWorkerTests {
  private let tiny: TinySweep

  init() throws { tiny = try TinySweep() }

  private func work(_ folder: SweepFolder, stop: StopRequest = StopRequest()) throws {
    try SweepWorker(folder, parallel: Parallel(threads: 1)).work(stop: stop)
  }

  @Test("Every trial is a run of its own, with its values; the best is found")
  func grid() throws {
    let folder = try tiny.folder([SweepParameter("channels", .grid(["4", "6", "8"]))], seeds: [5, 6])
    try work(folder)
    let summary = try SweepSummary(folder)
    #expect(summary.status == .finished && summary.count(.finished) == 3)
    #expect(summary.trials.allSatisfy { $0.runs.count == 2 && $0.value != nil && $0.standardError != nil })
    let settings = RunFolder(folder.url.appendingPathComponent("trials/0002-seed6")).settings()
    #expect(settings["layers.0.channels"] == "6")
    let values = summary.trials.compactMap(\.value)
    #expect(summary.ranking.first?.value == values.max() && summary.best == summary.ranking.first?.number)
    #expect(summary.bestSoFar.last?.last == values.max())
    try SweepReport.write(folder)
    for file in [folder.report, folder.importance, folder.parallelCoordinates, folder.bestSoFar] {
      #expect(try String(contentsOf: file, encoding: .utf8).contains("svg"))
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.workers.path).isEmpty)
  }

  @Test("A trial that is paused on its way ends with the weights of one that was not")
  func paused() throws {
    let rates = SweepParameter("learningRate", .grid(["0.01", "0.001", "0.0001"]))
    let whole = try tiny.folder([rates], epochs: 9)
    let halved = try tiny.folder([rates], pruning: .halving(factor: 3, smallest: 0.2), epochs: 9)
    try work(whole)
    try work(halved)
    let summary = try SweepSummary(halved)
    #expect(summary.count(.finished) == 1 && summary.count(.stopped) == 2)
    let best = try #require(summary.best) - 1
    let digests = try [whole, halved].map { try RunRecord.load(from: $0.run(trial: best, seed: 1)).weightsDigest }
    #expect(digests[0] == digests[1] && digests[0] != nil)
  }

  @Test("A combination that cannot be is a failed trial; the others go on, and it can be tried again")
  func failure() throws {
    // Two layers' worth of pooling do not fit the images, but nothing is wrong with the values by themselves.
    let folder = try tiny.folder(
      [SweepParameter("kernel", .grid(["5", "31"])), SweepParameter("stride", .grid(["5", "9"]))])
    try work(folder)
    let summary = try SweepSummary(folder)
    let failed = summary.trials.filter { $0.status == .failed }
    #expect(!failed.isEmpty && summary.count(.finished) + failed.count == 4 && summary.count(.finished) > 0)
    #expect(failed.allSatisfy { $0.problem?.isEmpty == false && $0.parameters["kernel"] == "31" })
    try folder.reopen(retryFailed: true)
    #expect(try SweepSummary(folder).status == .paused)
    try work(folder)
    #expect(try SweepSummary(folder).count(.failed) == failed.count)
  }

  @Test("A number that runs do not have ends the sweep after the first of them, with the nearest name")
  func metric() throws {
    let folder = try tiny.folder(
      [SweepParameter("channels", .grid(["4", "6", "8"]))], metric: SweepMetric("imagesPerSecnd", .max))
    try work(folder)
    let summary = try SweepSummary(folder)
    #expect(summary.status == .failed && summary.problem?.contains("Did you mean “imagesPerSecond”?") == true)
    #expect(summary.trials.map(\.runs.count) == [1, 0, 0] && summary.workers.isEmpty)
    #expect(throws: Problem.self) { try folder.reopen(retryFailed: true) }
    try work(folder)
    #expect(try SweepSummary(folder).trials.map(\.runs.count) == [1, 0, 0])
  }

  @Test("Before the first epoch is complete there is no last one, which is said")
  func beforeFirstEpoch() throws {
    let folder = try tiny.folder(
      [SweepParameter("learningRate", .uniform(0, 0.01))], trials: 9, pruning: .halving(factor: 3, smallest: 0.1),
      epochs: 3, metric: SweepMetric("last.layers.0.deadNeurons", .min))
    try work(folder)
    #expect(try folder.loadState().problem?.contains("after 11.1 % of its training") == true)
  }

  @Test("Numbers of the last epoch can be the metric")
  func lastEpoch() throws {
    let key = "last.layers.0.deadNeurons"
    let folder = try tiny.folder([SweepParameter("channels", .grid(["4"]))], metric: SweepMetric(key, .min))
    try work(folder)
    #expect(try SweepSummary(folder).trials[0].value != nil)
  }

  @Test("Stopped on request, it gives its run back, and goes on later with the same result")
  func stopping() throws {
    let rates = SweepParameter("learningRate", .grid(["0.01", "0.001"]))
    let (whole, stopped) = (try tiny.folder([rates]), try tiny.folder([rates]))
    try work(whole)
    let stop = StopRequest()
    stop.request()
    #expect(throws: Interruption.self) { try work(stopped, stop: stop) }
    #expect(try stopped.loadState().workers.isEmpty)
    try work(stopped)
    #expect(try stopped.loadState() == whole.loadState())
  }

  @Test("Two workers do each run once")
  func two() async throws {
    let folder = try tiny.folder([SweepParameter("learningRate", .uniform(0, 0.01))], trials: 12)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<2 {
        group.addTask { try SweepWorker(folder, parallel: Parallel(threads: 1)).work(stop: StopRequest()) }
      }
      try await group.waitForAll()
    }
    let state = try folder.loadState()
    #expect(state.results.count == 12 && Set(state.results.map(\.trial)).count == 12)
  }

  @Test("A cancelled sweep hands out nothing, until it is opened again")
  func cancelled() throws {
    let folder = try tiny.folder([SweepParameter("channels", .grid(["4", "6"]))])
    try folder.cancel()
    try work(folder)
    #expect(try SweepSummary(folder).count(.pending) == 2)
    try folder.reopen(retryFailed: false)
    try work(folder)
    #expect(try SweepSummary(folder).count(.finished) == 2)
  }

  @Test("A finished sweep cannot be cancelled")
  func finished() throws {
    let folder = try tiny.folder([SweepParameter("channels", .grid(["4"]))])
    #expect(try folder.cancel())
    try folder.reopen(retryFailed: false)
    try work(folder)
    #expect(try !folder.cancel())
    #expect(try !folder.loadState().isCancelled)
  }

  @Test("Where a sweep was to be worked on in Slurm, it goes on there")
  func goingOn() throws {
    let folder = try tiny.folder([SweepParameter("channels", .grid(["4"]))])
    #expect(folder.howToGoOn == "hebb sweep --resume \(folder.url.path)")
    try FileManager.default.createDirectory(at: folder.slurm, withIntermediateDirectories: true)
    try Data().write(to: folder.slurm.appendingPathComponent("job.sh"))
    #expect(folder.howToGoOn.contains("--launcher slurm"))
  }

  @Test("Cores are filled with runs first, and with threads where there are fewer runs")
  func plan() {
    typealias Plan = LocalLauncher.Plan
    let plans = [
      Plan(runs: 64, processors: 8), Plan(runs: 2, processors: 8), Plan(runs: 3, processors: 8),
      Plan(runs: 0, processors: 4), Plan(runs: 64, processors: 8, workers: 2),
      Plan(runs: 64, processors: 8, threads: 4),
      Plan(runs: 64, processors: 8, workers: 16, threads: 2),
    ]
    #expect(
      plans.map { [$0.workers, $0.threads] } == [[8, 1], [2, 4], [3, 2], [1, 4], [2, 4], [2, 4], [16, 2]])
  }
}
