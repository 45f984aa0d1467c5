import Dispatch
import Foundation
import HebbExperiments

/// Catches the first Ctrl-C or request to terminate, so that work can end in good order. A second one ends the process
/// at once, whatever the work is doing.
final class InterruptHandler {
  private let sources: [(number: Int32, source: any DispatchSourceSignal)]

  /// Returns when signals are caught; one that comes earlier ends the process, which has not begun to work yet.
  ///
  /// - Parameter interrupted: called once, on a thread of its own.
  init(_ interrupted: @escaping @Sendable () -> Void) {
    sources = [SIGINT, SIGTERM].map { number in
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        signal(number, SIG_DFL)
        interrupted()
      }
      let isCaught = DispatchSemaphore(value: 0)
      source.setRegistrationHandler {
        // On Linux the source itself catches the signal. Elsewhere it only watches, and the default would end the
        // process. To ignore the signal any earlier would lose one that comes while the process starts.
        #if canImport(Darwin)
          signal(number, SIG_IGN)
        #endif
        isCaught.signal()
      }
      source.resume()
      isCaught.wait()
      return (number, source)
    }
  }

  deinit {
    for (number, source) in sources {
      source.cancel()
      signal(number, SIG_DFL)
    }
  }

  /// Turns an interruption into a wish to stop at the next batch.
  ///
  /// - Parameter notice: what the user is told then; nil for nothing.
  convenience init(
    stopping stop: StopRequest,
    notice: @escaping @Sendable () -> String? = {
      "stopping as soon as the work at hand is done; press Ctrl-C again to quit at once"
    }
  ) {
    self.init {
      if let notice = notice() { FileHandle.standardError.write(Data("\n\(notice)\n".utf8)) }
      stop.request()
    }
  }

  /// Runs work that an interruption cancels.
  static func cancelling<Value: Sendable>(
    _ work: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    let task = Task(operation: work)
    let handler = InterruptHandler { task.cancel() }
    defer { withExtendedLifetime(handler) {} }
    return try await task.value
  }
}
