import Foundation
import HebbExperiments
import Synchronization

/// What the first of several processes says when it is asked to stop. The launcher also asks for that where another
/// process has died, and does not wait long: so everything is said at once.
final class StopNotice: Sendable {
  private let folder = Mutex<RunFolder?>(nil)

  func begin(_ folder: RunFolder) { self.folder.withLock { $0 = folder } }

  var text: String {
    let folder = folder.withLock { $0 }
    return "stopping as soon as all processes have done the work at hand"
      + (folder.map { "; if one of them has died, go on with: hebb train --resume \($0.url.path)" } ?? "")
  }
}
