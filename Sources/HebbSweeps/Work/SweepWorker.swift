import Foundation
public import HebbExperiments
public import HebbSupport
public import HebbTensor

/// Takes one task of a sweep after the other until there is none left.
public struct SweepWorker {
  private let folder: SweepFolder
  private let definition: SweepDefinition
  private let experiment: ExperimentFile
  private let parallel: Parallel
  /// Of the last trial, for the next.
  private let images = SharedImages()

  /// - Throws: `Problem` if the folder is not a sweep.
  public init(_ folder: SweepFolder, parallel: Parallel) throws {
    (self.folder, self.parallel) = (folder, parallel)
    definition = try folder.loadDefinition()
    experiment = try folder.loadExperiment()
  }

  /// What a worker has to say.
  public enum Event: Sendable {
    case began(String)
    case measured(String, Double)
    case failed(String, Problem)
  }

  /// Works until nothing is left to take. What others are at work on at that time is theirs: whoever ends a task takes
  /// up what has become possible by it.
  ///
  /// - Throws: `Interruption` on request, with everything saved and the task given back; `Problem` if the sweep's files
  ///   cannot be read or written. A training that goes wrong is no reason to stop: it is recorded.
  public func work(stop: StopRequest, observe: (Event) -> Void = { _ in }) throws {
    let lock = try SweepWorkerLock(folder)
    defer { lock.remove(from: folder) }
    while let task = try next(for: lock.name) {
      let title = "\(definition.title(of: task.trial)), seed \(definition.seeds[task.run])"
      observe(.began(title))
      do {
        let value = try train(task, stop: stop)
        try folder.update { $0.finish(task, value: value, definition) }
        observe(.measured(title, value))
      } catch let interruption as Interruption {
        try folder.update { $0.release(task) }
        throw interruption
      } catch let unknown as SweepMetric.Unknown {
        try folder.update { $0.miss(task, unknown.problem.inOneLine) }
        observe(.failed(title, unknown.problem))
      } catch {
        let problem = error as? Problem ?? Problem(error.localizedDescription)
        try folder.update { $0.fail(task, problem.description) }
        observe(.failed(title, problem))
      }
    }
  }

  private func next(for worker: String) throws -> SweepState.Task? {
    try folder.update { state in
      state.reclaim { $0 == worker || SweepWorkerLock.isHeld($0, in: folder) }
      return state.take(for: worker, definition)
    }
  }

  /// Trains a run up to the task's point of comparison: from its beginning, or from where it was saved.
  private func train(_ task: SweepState.Task, stop: StopRequest) throws -> Double {
    let seed = definition.seeds[task.run]
    let run = folder.run(trial: task.trial, seed: seed)
    let fraction = definition.rungs[task.rung]
    let isBegun = FileManager.default.fileExists(atPath: run.record.path)
    if !isBegun { try folder.make(run.url) }
    switch try experiment.setting(definition.values(of: task.trial)) {
    case .images(let specification):
      try train(specification, in: run, isBegun: isBegun, seed: seed, fraction: fraction, stop: stop)
    case .sequences(let specification):
      try train(specification, in: run, isBegun: isBegun, seed: seed, fraction: fraction, stop: stop)
    }
    return try definition.metric.value(in: run, after: fraction)
  }

  private func train(
    _ specification: ExperimentSpecification, in folder: RunFolder, isBegun: Bool, seed: UInt64, fraction: Double,
    stop: StopRequest
  ) throws {
    let data = definition.data.map { URL(fileURLWithPath: $0) }
    var options = TrainingRun.Options(
      store: folder.url.deletingLastPathComponent(), data: data, seed: seed, limit: definition.limit,
      validation: definition.validation, parallel: parallel)
    (options.folder, options.images) = (folder, images)
    let run =
      isBegun
      ? try TrainingRun.resume(
        folder, data: data, parallel: parallel, images: images, stop: stop, observe: { _ in })
      : try TrainingRun.start(specification, options, stop: stop, observe: { _ in })
    try run.train(fraction: fraction)
    if run.record.status == .finished { try RunReport.write(run) }
  }

  private func train(
    _ specification: SequenceSpecification, in folder: RunFolder, isBegun: Bool, seed: UInt64, fraction: Double,
    stop: StopRequest
  ) throws {
    let run =
      isBegun
      ? try SequenceRun.resume(folder, data: definition.data, parallel: parallel)
      : try SequenceRun.start(
        specification, store: folder.url.deletingLastPathComponent(), folder: folder, data: definition.data, seed: seed,
        parallel: parallel)
    try run.train(fraction: fraction, stop: stop) { _, _, _ in }
    if run.record.status == .finished { try SequenceReport.write(run) }
  }
}

extension Problem {
  /// What is wrong and what to do, without the place.
  fileprivate var inOneLine: String { [what, advice].compactMap(\.self).joined(separator: ". ") }
}
