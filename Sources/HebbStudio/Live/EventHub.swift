import HTTPTypes
import Hummingbird
import Synchronization

/// Something that happened in the store, on its way to the pages that are open.
struct StudioEvent: Sendable {
  enum Kind: String, Sendable {
    /// A run is new, or its record has changed.
    case run
    /// A run is gone.
    case removed
    /// How far a run has come.
    case progress
    /// New lines of a run's metrics; for those who look at this run.
    case metrics
    /// New lines of a run's history; for those who look at this run.
    case history

    var isForAll: Bool { self == .run || self == .removed || self == .progress }
  }

  let kind: Kind
  let run: String
  /// JSON on one line.
  let data: String

  /// As a server-sent event.
  var buffer: ByteBuffer { ByteBuffer(string: "event: \(kind.rawValue)\ndata: \(data)\n\n") }
}

/// Passes events on to everyone who is watching.
final class EventHub: Sendable {
  static let viewerLimit = 256
  /// Runs whose lines one viewer may want: a browser asks for all of its pages at once.
  static let runLimit = 128
  /// Events that wait for a viewer that is slow.
  private static let waitingLimit = 64

  private struct Viewer {
    let runs: Set<String>
    let continuation: AsyncStream<ByteBuffer>.Continuation
  }

  private struct State {
    var viewers: [Int: Viewer] = [:]
    var next = 0
  }

  private let state = Mutex(State())

  var isWatched: Bool { state.withLock { !$0.viewers.isEmpty } }

  /// - Parameter runs: those whose metrics and history are wanted, too.
  /// - Throws: `StudioError` if there are too many viewers.
  func subscribe(runs: Set<String>) throws(StudioError) -> AsyncStream<ByteBuffer> {
    let (stream, continuation) = AsyncStream.makeStream(
      of: ByteBuffer.self, bufferingPolicy: .bufferingOldest(Self.waitingLimit))
    let number: Int? = state.withLock { state in
      guard state.viewers.count < Self.viewerLimit else { return nil }
      state.next += 1
      state.viewers[state.next] = Viewer(runs: runs, continuation: continuation)
      return state.next
    }
    guard let number else {
      throw StudioError(.serviceUnavailable, "\(Self.viewerLimit) pages are watching already")
    }
    continuation.onTermination = { [weak self] _ in
      self?.state.withLock { _ = $0.viewers.removeValue(forKey: number) }
    }
    return stream
  }

  func send(_ event: StudioEvent) {
    deliver(event.buffer) { event.kind.isForAll || $0.runs.contains(event.run) }
  }

  /// Ends all streams, after what waits in them.
  func finish() {
    for viewer in state.withLock({ Array($0.viewers.values) }) { viewer.continuation.finish() }
  }

  /// A comment, which browsers ignore; it tells connections that are gone from those that are quiet.
  func sendHeartbeat() { deliver(ByteBuffer(string: ":\n\n")) { _ in true } }

  private func deliver(_ buffer: ByteBuffer, to isMeant: (Viewer) -> Bool) {
    let viewers = state.withLock { state in state.viewers.values.filter(isMeant) }
    for viewer in viewers {
      // A viewer that has missed something is cut off: its page connects again, and loads everything anew.
      if case .dropped = viewer.continuation.yield(buffer) { viewer.continuation.finish() }
    }
  }
}
