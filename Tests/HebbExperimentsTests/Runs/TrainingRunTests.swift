import Foundation
import HebbExchange
import HebbNetworks
import HebbSupport
import HebbTensor
import TestSupport
import Testing

@testable import HebbExperiments

@Suite("A run that is kept")
struct TrainingRunTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try SyntheticImages.writeCIFAR(to: folder.url)
  }

  private var options: TrainingRun.Options {
    .init(store: folder.file("runs"), data: folder.url, cache: nil, parallel: Parallel(threads: 2))
  }

  private func start(
    _ specification: ExperimentSpecification, stop: StopRequest = StopRequest(),
    observe: @escaping (TrainingEvent) -> Void = { _ in }
  ) throws -> TrainingRun {
    try TrainingRun.start(specification, options, stop: stop, observe: observe)
  }

  private func resume(
    _ run: RunFolder, stop: StopRequest = StopRequest(), observe: @escaping (TrainingEvent) -> Void = { _ in }
  ) throws -> TrainingRun {
    try TrainingRun.resume(run, cache: nil, parallel: Parallel(threads: 1), stop: stop, observe: observe)
  }

  @Test("It leaves specification, record, metrics and checkpoint")
  func files() throws {
    let specification = try TinyExperiment.specification("hebbian-cnn")
    let run = try start(specification)
    #expect(try RunRecord.load(from: run.folder).status == .running)
    try run.train(evaluatesUntrained: true)
    #expect(try ExperimentSpecification(contentsOf: run.folder.specification) == specification)
    let record = try RunRecord.load(from: run.folder)
    #expect(record.status == .finished && record.epochs == 2 && record.weightsDigest == run.session.weightsDigest)
    #expect(record.accuracy?.count == 3 && record.untrainedAccuracy?.count == 3)
    #expect(try #require(record.imagesPerSecond) > 0)
    let lines = try String(contentsOf: run.folder.metrics, encoding: .utf8).split(separator: "\n")
    let metrics = try lines.map { try JSONDecoder().decode(EpochMetrics.self, from: Data($0.utf8)) }
    #expect(metrics == run.session.metrics)
    #expect(try SafeTensors(contentsOf: run.folder.checkpoint).tensors.count == 6)
  }

  /// Where a run is interrupted.
  enum Moment: CaseIterable {
    case settling, firstBatch, middle, epochEnd, evaluation

    func isReached(by event: TrainingEvent) -> Bool {
      switch (self, event) {
      case (.settling, .settling(let batch, _)): batch == 4
      case (.firstBatch, .training(1, let images, _, _)): images == 7
      case (.middle, .training(2, let images, _, _)): images == 28
      case (.epochEnd, .training(1, let images, let total, _)): images == total
      case (.evaluation, .evaluating): true
      default: false
      }
    }
  }

  @Test("An interrupted run goes on to the same result", arguments: Moment.allCases)
  func interrupted(moment: Moment) throws {
    let specification = try TinyExperiment.specification("hebbian-cnn-pruned")
    let whole = try start(specification)
    try whole.train()

    let stop = StopRequest()
    let run = try start(specification, stop: stop) { if moment.isReached(by: $0) { stop.request() } }
    #expect(throws: Interruption.self) { try run.train() }
    #expect(try RunRecord.load(from: run.folder).status == .interrupted)
    let resumed = try resume(run.folder)
    try resumed.train()
    #expect(resumed.record.weightsDigest == whole.record.weightsDigest)
    #expect(resumed.record.accuracy == whole.record.accuracy)
    #expect(resumed.session.timelessMetrics == whole.session.timelessMetrics)
    #expect(try RunRecord.load(from: run.folder).status == .finished)
  }

  @Test("So does one whose rules and parts remember something from batch to batch", arguments: Moment.allCases)
  func interruptedWithMemory(moment: Moment) throws {
    let specification = TinyExperiment.remembering()
    let whole = try start(specification)
    try whole.train()
    #expect(whole.session.network.layers.allSatisfy { !$0.memory.isEmpty })

    let stop = StopRequest()
    let run = try start(specification, stop: stop) { if moment.isReached(by: $0) { stop.request() } }
    #expect(throws: Interruption.self) { try run.train() }
    let resumed = try resume(run.folder)
    try resumed.train()
    #expect(resumed.record.weightsDigest == whole.record.weightsDigest)
    for (one, other) in zip(resumed.session.network.layers, whole.session.network.layers) {
      #expect(one.memory == other.memory)
    }
  }

  @Test("A finished run that is resumed reports again without training or evaluating")
  func finished() throws {
    let run = try start(TinyExperiment.layer())
    try run.train()
    let resumed = try resume(run.folder) { event in
      switch event {
      case .preparing, .warning(RunRecord.finishedWarning): break
      default: Issue.record("there was nothing to do: \(event)")
      }
    }
    try resumed.train()
    #expect(resumed.record.accuracy == run.record.accuracy && resumed.record.status == .finished)
  }

  @Test("A run of no epochs evaluates the untrained network, and has no speed")
  func noEpochs() throws {
    let run = try start(TinyExperiment.layer(epochs: 0))
    try run.train()
    #expect(run.record.epochs == 0 && run.record.imagesPerSecond == nil)
    #expect(run.record.accuracy?["output"] != nil)
    #expect(try Data(contentsOf: run.folder.metrics).isEmpty)
  }

  @Test("When activity stops being finite, the record says why and the checkpoint from before is intact")
  func failed() throws {
    var data: ExperimentData?
    let run = try start(TinyExperiment.layer(epochs: 3)) { event in
      if case .finishedEpoch(let metrics) = event, metrics.epoch == 1 { _ = data?.replacingFirstValue(by: .nan) }
    }
    data = run.session.data
    let problem = try #require(problem { try run.train() })
    #expect(problem.place?.contains(/^epoch 2, batch \d, layers\.0$/) == true)
    let record = try RunRecord.load(from: run.folder)
    #expect(record.status == .failed && record.problem == problem.description)
    let saved = try SafeTensors(contentsOf: run.folder.checkpoint)
    #expect(saved.tensors["layers.0.weight"]?.elements.allSatisfy(\.isFinite) == true)
    let fresh = try TinyExperiment.session(TinyExperiment.layer(), data: run.session.data)
    try Checkpoint.restore(fresh, from: run.folder.checkpoint)
    #expect(fresh.position == TrainingPosition(settledBatches: 3, epochs: 1))
  }

  @Test("A mistake leaves no folder behind, and so does a request before training begins")
  func nothingLeft() throws {
    var specification = TinyExperiment.layer()
    specification.layers[0].pool = 500
    #expect(problem { try start(specification) } != nil)
    let stop = StopRequest()
    stop.request()
    #expect(throws: Interruption.self) { try start(TinyExperiment.layer(), stop: stop) }
    #expect(!FileManager.default.fileExists(atPath: folder.file("runs").path))
  }

  @Test("Resuming with a damaged checkpoint is a problem, and leaves the run as it was")
  func damaged() throws {
    let run = try start(TinyExperiment.layer())
    try run.train()
    let record = try Data(contentsOf: run.folder.record)
    try Data("nonsense".utf8).write(to: run.folder.checkpoint)
    #expect(problem { try resume(run.folder) }?.place == run.folder.checkpoint.path)
    #expect(try Data(contentsOf: run.folder.record) == record)
  }

  @Test("The median of speeds is the middle one, or between the two in the middle")
  func medians() {
    #expect(median([]) == nil)
    #expect(median([3]) == 3)
    #expect(median([9, 1, 5]) == 5)
    #expect(median([4, 1, 2, 9]) == 3)
  }
}
