import Dispatch
import HTTPTypes
import Synchronization

/// How many requests may compute at the same time, so that no page can take the machine from the trainings on it.
final class WorkLimit: Sendable {
  private let most: Int
  private let active = Mutex(0)

  init(_ most: Int) { self.most = most }

  /// Takes a place until the returned one is let go of.
  ///
  /// - Throws: `StudioError` if all are taken.
  func enter() throws(StudioError) -> Place {
    let isFree = active.withLock { active in
      guard active < most else { return false }
      active += 1
      return true
    }
    guard isFree else {
      throw StudioError(
        .tooManyRequests, "\(most) requests are being computed already", advice: "Try again in a moment.")
    }
    return Place(self)
  }

  /// Computes on a thread of its own: the few threads that serve requests must not wait.
  func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
    let place = try enter()
    defer { withExtendedLifetime(place) {} }
    return try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global(qos: .utility).async { continuation.resume(with: Result(catching: work)) }
    }
  }

  final class Place: Sendable {
    private let limit: WorkLimit
    fileprivate init(_ limit: WorkLimit) { self.limit = limit }
    deinit { limit.active.withLock { $0 -= 1 } }
  }
}
