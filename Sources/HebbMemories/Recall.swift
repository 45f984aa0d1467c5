public import HebbTensor

/// How a memory is let go from a state to a stored pattern.
public struct RecallSettings: Sendable {
  /// Which units are updated at the same time.
  public enum Order: Sendable, Equatable {
    /// All at once, through matrix products. Hopfield networks may end up in a cycle of two states.
    case synchronous
    /// One after the other, each seeing the changes of those before it, in an order that is drawn anew for every sweep.
    /// The energy never increases.
    case asynchronous(seed: UInt64)
  }

  public var order: Order
  /// After this many sweeps over all units the recall ends, settled or not.
  public var sweepLimit: Int
  /// Work is divided into pieces that do not depend on the number of threads: neither does the result.
  public var parallel: Parallel

  /// Precondition: at least one sweep.
  public init(order: Order = .synchronous, sweepLimit: Int = 50, parallel: Parallel = Parallel()) {
    precondition(sweepLimit >= 1, "\(sweepLimit) sweeps recall nothing")
    (self.order, self.sweepLimit, self.parallel) = (order, sweepLimit, parallel)
  }
}

/// What a memory answered.
public struct Recall: Sendable {
  /// `[states, units]`
  public internal(set) var states: Tensor
  /// For each state, the sweeps until nothing changed, that last one included.
  public internal(set) var sweeps: [Int]
  /// For each state, whether it settled within the limit.
  public internal(set) var isSettled: [Bool]
}

/// A memory whose units are both input and output, and which completes states to patterns.
public protocol AutoassociativeMemory: Sendable {
  /// How many units there are, N.
  var units: Int { get }

  /// Lets each state run until it no longer changes.
  ///
  /// - Parameter states: `[states, units]`
  /// - Throws: `Problem` if the shape is wrong, or a value is one that the memory's units cannot have.
  func recall(_ states: Tensor, _ settings: RecallSettings) throws -> Recall

  /// The energy of each state: of the function that recall descends.
  ///
  /// - Parameter states: `[states, units]`
  /// - Throws: `Problem` if the shape is wrong, or a value is one that the memory's units cannot have.
  func energies(of states: Tensor, parallel: Parallel) throws -> [Double]
}
