import Foundation
import HebbSupport
import HebbTensor
import TestSupport
import Testing

@testable import HebbExperiments

@Suite("Snapshots of a run")
struct RunHistoryTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try SyntheticImages.writeCIFAR(to: folder.url)
  }

  private func start(_ name: String = "hebbian-cnn", stop: StopRequest = StopRequest()) throws -> TrainingRun {
    try TrainingRun.start(
      TinyExperiment.specification(name),
      .init(store: folder.file("runs"), data: folder.url, cache: nil, parallel: Parallel(threads: 1)), stop: stop
    ) { _ in }
  }

  @Test("Steps begin at 0, end at the end, and lie farther and farther apart", arguments: [0, 1, 5, 24, 100, 50_000])
  func steps(total: Int) {
    let steps = RunHistory.steps(of: total)
    #expect(steps.first == 0 && steps.last == total && steps.count <= RunHistory.count + 1)
    #expect(zip(steps, steps.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test("Snapshots have norms, thresholds, wins and pictures of every layer")
  func contents() throws {
    let run = try start()
    try run.train()
    let snapshots = run.folder.snapshots()
    #expect(snapshots.map(\.step) == RunHistory.steps(of: run.session.steps))
    #expect(snapshots.first?.epoch == 0 && snapshots.last?.epoch == 2)
    for snapshot in snapshots {
      #expect(snapshot.layers.map(\.weightNorms.count) == [16, 20, 24] && snapshot.pictures.count == 3)
      #expect(snapshot.layers.allSatisfy { $0.weightNorms.allSatisfy { abs($0 - 1) < 1e-3 } })
      for picture in snapshot.pictures {
        let file = run.folder.url.appendingPathComponent(picture)
        #expect(try Data(contentsOf: file).starts(with: [0x89, 0x50, 0x4E, 0x47]))
      }
    }
    let last = try #require(snapshots.last)
    #expect(
      last.layers[0].wins?.count == 16 && last.layers[0].deadNeurons != nil && last.layers[0].thresholds?.count == 16)
    #expect(!FileManager.default.fileExists(atPath: run.folder.progress.path), "a finished run has no progress")
  }

  @Test("A run that was stopped and resumed has the same history")
  func resumed() throws {
    let whole = try start()
    try whole.train()
    let stop = StopRequest()
    let stopped = try TrainingRun.start(
      TinyExperiment.specification("hebbian-cnn"),
      .init(store: folder.file("runs"), data: folder.url, cache: nil, parallel: Parallel(threads: 1)), stop: stop
    ) { if case .training(2, let images, _, _) = $0, images == 28 { stop.request() } }
    #expect(throws: Interruption.self) { try stopped.train() }
    let resumed = try TrainingRun.resume(
      stopped.folder, cache: nil, parallel: Parallel(threads: 1), stop: StopRequest()
    ) { _ in }
    try resumed.train()
    #expect(resumed.folder.snapshots() == whole.folder.snapshots())
  }

  @Test("A run that pauses on the way, and goes on, ends as one that does not")
  func paused() throws {
    let whole = try start()
    try whole.train()
    let run = try start()
    try run.train(fraction: 0.3)
    #expect(run.record.status == .paused && run.record.accuracy != nil && run.session.step == 6)
    let early = run.record.accuracy
    let resumed = try TrainingRun.resume(
      run.folder, cache: nil, parallel: Parallel(threads: 1), stop: StopRequest()
    ) { _ in }
    try resumed.train()
    #expect(resumed.record.weightsDigest == whole.record.weightsDigest && resumed.record.status == .finished)
    #expect(resumed.record.accuracy == whole.record.accuracy && early != nil)
  }

  @Test("Progress is written while a run goes on")
  func progress() throws {
    var seen: [RunProgress] = []
    var folder: RunFolder?
    let run = try TrainingRun.start(
      TinyExperiment.specification("hebbian-cnn"),
      .init(store: self.folder.file("runs"), data: self.folder.url, cache: nil, parallel: Parallel(threads: 1)),
      stop: StopRequest()
    ) { _ in if let folder, let progress = try? RunProgress(contentsOf: folder) { seen.append(progress) } }
    folder = run.folder
    try run.train()
    let first = try #require(seen.first)
    #expect(first.phase == .settling && first.of == 11 && first.process == ProcessInfo.processInfo.processIdentifier)
  }
}
