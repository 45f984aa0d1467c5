import Foundation
import HebbTensor

/// Neurons that inhibit each other until they have settled: dy/dt = f(u + Q y) − y from y = 0, f(u) = 1 / (1 + e^(−λu)).
///
/// With symmetric Q the dynamics always end in a steady state.
///
/// > Reference: J. J. Hopfield, "Neurons with graded response have collective computational properties like those of
/// > two-state neurons", PNAS 81 (1984).
struct LateralSettling {
  /// Q `[neurons, neurons]`, symmetric.
  let lateral: Tensor
  /// λ
  let steepness: Float
  /// In time constants.
  let timeStep: Float

  /// A neuron whose activity changes more slowly than this, per time constant, is at rest.
  private static let rest: Float = 1e-4

  /// The activity y `[samples, neurons]` once every neuron of a sample is at rest, or after so many steps.
  ///
  /// Each sample settles for itself: the others do not matter.
  ///
  /// - Parameter u: the input `[samples, neurons]`. What is not a number counts as −∞.
  /// - Complexity: O(steps · samples · neurons²)
  func settled(_ u: Tensor, steps: Int) -> Tensor {
    let (samples, neurons) = (u.shape[0], u.shape[1])
    var y = Tensor(shape: u.shape)
    var settling = [Bool](repeating: true, count: samples)
    for _ in 0..<steps where settling.contains(true) {
      var drive = LinearAlgebra.multiply(y, lateral)
      drive.withUnsafeMutableBufferPointer { drive in
        u.withUnsafeBufferPointer { u in
          y.withUnsafeMutableBufferPointer { y in
            for sample in 0..<samples where settling[sample] {
              let row = sample * neurons..<(sample + 1) * neurons
              settling[sample] = !step(y, drive, u, row)
            }
          }
        }
      }
    }
    return y
  }

  /// Moves one sample on by a step; returns whether it was at rest.
  private func step(
    _ y: UnsafeMutableBufferPointer<Float>, _ drive: UnsafeMutableBufferPointer<Float>, _ u: UnsafeBufferPointer<Float>,
    _ row: Range<Int>
  ) -> Bool {
    var fastest: Float = 0
    for i in row {
      let input = u[i].isNaN ? -Float.infinity : u[i] + drive[i]
      let change = 1 / (1 + exp(-steepness * input)) - y[i]
      y[i] += timeStep * change
      fastest = max(fastest, change.magnitude)
    }
    return fastest < Self.rest
  }
}
