import CHebbKernels
import HebbSupport
public import HebbTensor

/// Hopfield's network: units that are +1 or −1, each joined to all others by symmetric weights, σᵢ ← sgn(Σⱼ wᵢⱼ σⱼ).
///
/// Patterns are minima of the energy E = −½ σᵀ W σ. Updates of one unit after the other never increase it; updates of all
/// at once may end in a cycle of two states. A unit whose field is 0 stays as it is.
///
/// > Reference: J. J. Hopfield, "Neural networks and physical systems with emergent collective computational abilities",
/// > PNAS 79 (1982), 2554–2558, doi:10.1073/pnas.79.8.2554.
public struct HopfieldNetwork: AutoassociativeMemory {
  /// W `[units, units]`, symmetric, with a diagonal of 0.
  public let weights: Tensor
  public var units: Int { weights.shape[0] }

  /// States that visit the units together, so that a row of weights is fetched once for all of them.
  private static let block = 16

  /// - Parameter patterns: `[patterns, units]`, +1 or −1.
  /// - Throws: `Problem` if there are none, or a value is neither +1 nor −1.
  /// - Complexity: O(patterns · units²); the pseudo-inverse, O(min(patterns, units)³) more.
  public init(patterns: Tensor, learning: HopfieldLearning, parallel: Parallel = Parallel()) throws {
    try PatternCheck.bipolar(patterns, "patterns")
    weights = try Self.weights(of: patterns, learning, parallel)
  }

  public func recall(_ states: Tensor, _ settings: RecallSettings) throws -> Recall {
    try PatternCheck.bipolar(states, "states", units: units)
    switch settings.order {
    case .synchronous:
      return Settling.synchronously(
        states, limit: settings.sweepLimit, { Sign.of(fields($0, settings.parallel), keeping: $0) },
        isSettled: { $0.elementsEqual($1) })
    case .asynchronous(let seed):
      return Settling.asynchronously(
        states, seed: seed, limit: settings.sweepLimit, block: Self.block, parallel: settings.parallel, sweep)
    }
  }

  /// E = −½ σᵀ W σ of each state.
  public func energies(of states: Tensor, parallel: Parallel = Parallel()) throws -> [Double] {
    try PatternCheck.bipolar(states, "states", units: units)
    return RowSums.products(fields(states, parallel), states).map { -$0 / 2 }
  }

  private func fields(_ states: Tensor, _ parallel: Parallel) -> Tensor {
    LinearAlgebra.multiply(states, weights, parallel: parallel)  // W is symmetric
  }

  /// Visits all units once. Fields are computed as one product, and corrected by a row of weights when a unit flips.
  private func sweep(
    _ states: UnsafeMutablePointer<Float>, count: Int, order: [Int], changes: UnsafeMutablePointer<Int>
  ) {
    let (units, kernels) = (units, MemoryKernels.selected)
    withUnsafeTemporaryAllocation(of: Float.self, capacity: count * units) { fields in
      weights.withUnsafeBufferPointer { weights in
        guard let fields = fields.baseAddress, let weights = weights.baseAddress else { return }
        LinearAlgebra.multiply(
          states, weights, into: fields, rows: count, columns: units, inner: units, parallel: Parallel(threads: 1))
        for unit in order {
          for state in 0..<count {
            let place = state * units + unit
            let new = Sign.of(fields[place], keeping: states[place])
            guard new != states[place] else { continue }
            kernels.add_multiple(fields + state * units, weights + unit * units, 2 * new, units)
            states[place] = new
            changes[state] += 1
          }
        }
      }
    }
  }
}
