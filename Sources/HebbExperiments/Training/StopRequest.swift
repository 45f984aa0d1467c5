import Synchronization

/// A wish to stop at the next batch, from a signal handler or another task.
public final class StopRequest: Sendable {
  private let flag = Atomic(false)

  public init() {}

  public func request() { flag.store(true, ordering: .relaxed) }
  public var isRequested: Bool { flag.load(ordering: .relaxed) }
}

/// Work stopped on request. A run that had begun has saved its state.
public struct Interruption: Error, Sendable {
  /// Passes over the images that are complete, and batches of the next one.
  public let epochs: Int
  public let batches: Int
  /// The folder of the run, if one had begun.
  public internal(set) var run: RunFolder?

  init(epochs: Int, batches: Int) { (self.epochs, self.batches) = (epochs, batches) }
}
