import HebbSupport

/// A run at work whose state is kept in its folder, whatever it learns from.
protocol KeptRun: AnyObject {
  associatedtype Record: StoredRecord
  var folder: RunFolder { get }
  var record: Record { get set }
  /// Held from when the run is opened until its work ends, and again while it goes on after that.
  var lock: RunLock? { get set }
  /// Writes checkpoint, metrics and record.
  func save() throws
}

extension KeptRun {
  /// Does the run's work, and records how it ended.
  ///
  /// - Throws: `Interruption` with the state saved; `Problem` with the last good checkpoint kept.
  func keepingState(_ work: () throws -> Void) throws {
    if lock == nil { lock = try RunLock(folder) }
    defer { lock = nil }
    do {
      try work()
    } catch var interruption as Interruption {
      record.status = .interrupted
      try save()
      interruption.run = folder
      throw interruption
    } catch let problem as Problem {
      // The state in memory may be spoiled: only the record is saved.
      record.status = .failed
      record.problem = problem.description
      try? AtomicFile.write(record.encoded(), to: folder.record)
      throw problem
    }
  }
}
