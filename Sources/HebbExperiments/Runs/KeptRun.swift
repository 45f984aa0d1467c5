import Foundation
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
  /// Writes the first files of a new run: its experiment, checkpoint and record.
  ///
  /// - Parameter isOwnFolder: whether the folder was made for this run; without its first checkpoint it is of no use then.
  func saveFirst(_ specification: String, isOwnFolder: Bool) throws {
    do {
      try AtomicFile.write(Data(specification.utf8), to: folder.specification)
      try save()
    } catch {
      if isOwnFolder { try? FileManager.default.removeItem(at: folder.url) }
      throw error
    }
  }

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
      // What was saved before is whole.
      throw problem.isFromDisk ? problem.advising("Then go on with: \(folder.resumeCommand)") : problem
    }
  }
}
