import HebbExperiments
import Synchronization

/// The run that this process works on together with others, for what has to be said about it at any moment.
final class RunAtWork: Sendable {
  static let current = RunAtWork()

  private let folder = Mutex<RunFolder?>(nil)

  func begin(_ folder: RunFolder) { self.folder.withLock { $0 = folder } }

  var resumeCommand: String? { folder.withLock { $0?.resumeCommand } }

  /// What is said when the processes are asked to stop. `mpirun` asks for that, too, where one has died, and does not wait
  /// long: so everything is said at once.
  var stopNotice: String {
    "stopping as soon as all processes have done the work at hand"
      + (resumeCommand.map { "; if one of them has died, go on with: \($0)" } ?? "")
  }
}
