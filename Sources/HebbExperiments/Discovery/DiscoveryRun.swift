public import Foundation
import HebbSupport
public import HebbTensor

/// A search for rules that keeps its state and results in a folder.
public struct DiscoveryRun<Task: DiscoveryTask>: Sendable {
  public let folder: DiscoveryFolder
  public private(set) var search: DiscoverySearch<Task>
  private var record: DiscoveryRecord

  /// Saving waits for the disk, which can take longer than a generation: shorter ones are saved together.
  private static var saveInterval: Duration { .seconds(1) }

  /// Makes the folder of a new search; no generation is run yet.
  ///
  /// - Parameters:
  ///   - data: the folder that the task has its data from, if it was given: kept for a resumption.
  /// - Throws: `Problem` if the folder cannot be made or written to.
  public static func start(
    _ task: Task, _ settings: DiscoverySettings, data: URL? = nil, in store: URL, parallel: Parallel = Parallel()
  ) throws -> Self {
    let search = DiscoverySearch(task, settings, parallel: parallel)
    let folder = try DiscoveryFolder.create(in: store, task: settings.task, seed: settings.seed)
    let record = DiscoveryRecord(settings: settings, data: data?.path, state: search.state)
    try record.save(to: folder)
    return Self(folder: folder, search: search, record: record)
  }

  /// A search as it was saved.
  public static func resume(
    _ task: Task, _ record: DiscoveryRecord, in folder: DiscoveryFolder, parallel: Parallel = Parallel()
  ) -> Self {
    let search = DiscoverySearch(task, record.settings, record.state, parallel: parallel)
    return Self(folder: folder, search: search, record: record)
  }

  /// Searches to the end and writes the results. The state is saved after every generation, at most once a second.
  ///
  /// - Parameter observe: called after every generation.
  /// - Throws: `Interruption` after a request to stop, with everything saved; `Problem` if the search fails or a file
  ///   cannot be written.
  public mutating func run(
    stop: StopRequest = StopRequest(), observe: (DiscoverySearch<Task>) -> Void = { _ in }
  ) throws -> DiscoveryResult {
    var savedAt = ContinuousClock.now
    while !search.state.isFinished {
      guard !stop.isRequested else {
        try save()
        throw Interruption(epochs: search.state.history.count, batches: 0)
      }
      try search.advance()
      if ContinuousClock.now - savedAt >= Self.saveInterval {
        try save()
        savedAt = ContinuousClock.now
      }
      observe(search)
    }
    try save()
    let result = DiscoveryResult(of: search, in: folder)
    try result.write(to: folder, history: search.state.history)
    return result
  }

  private mutating func save() throws {
    record.state = search.state
    try record.save(to: folder)
  }
}
