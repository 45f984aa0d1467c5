import Dispatch
import Foundation
import HebbExperiments

/// Catches the first Ctrl-C or request to terminate, so that work can end in good order. A second one ends the process
/// at once, whatever the work is doing.
final class InterruptHandler {
  private let sources: [(number: Int32, source: any DispatchSourceSignal)]

  /// - Parameter interrupted: called once, on a thread of its own.
  init(_ interrupted: @escaping @Sendable () -> Void) {
    sources = [SIGINT, SIGTERM].map { number in
      // The default, ending the process, would come before the source hears of the signal.
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        signal(number, SIG_DFL)
        interrupted()
      }
      source.resume()
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
