import Foundation
import HebbTensor

/// A Gaussian of the distance d > 0 between neurons on a grid: G(d) = exp(−d² / 2r²), and G(0) = 0.
///
/// The Gaussian of a distance is the product of those of its two coordinates, so that the sums over all neurons are two
/// small matrix products per sample, one along the grid's rows and one along its columns, in place of a large one.
struct GaussianNeighbourhood {
  let grid: NeuronGrid
  /// Along a row of the grid, `[columns, columns]`, with 1 or 0 on the diagonal.
  private let along, alongOthers: Tensor
  /// From row to row, `[rows, rows]`, with 0 on the diagonal.
  private let downOthers: Tensor

  /// - Parameters:
  ///   - radius: r, in steps of the grid.
  ///   - wraps: whether opposite edges of the grid touch.
  init(grid: NeuronGrid, radius: Double, wraps: Bool) {
    func gaussian(_ length: Int, diagonal: Float) -> Tensor {
      let elements = (0..<length * length).map { i in
        let steps = abs(i / length - i % length)
        let distance = Double(wraps ? min(steps, length - steps) : steps)
        return steps == 0 ? diagonal : Float(exp(-distance * distance / (2 * radius * radius)))
      }
      return Tensor(shape: [length, length], elements: elements)
    }
    self.grid = grid
    along = gaussian(grid.columns, diagonal: 1)
    alongOthers = gaussian(grid.columns, diagonal: 0)
    downOthers = gaussian(grid.rows, diagonal: 0)
  }

  /// Σⱼ G(distance of i and j) aⱼ for every neuron i.
  ///
  /// With R and C the Gaussians from row to row and along a row, and R°, C° the same with a diagonal of 0, the whole
  /// matrix is R° ⊗ C + I ⊗ C°. To subtract each neuron's own part from R ⊗ C would cost a narrow Gaussian all accuracy.
  ///
  /// - Parameter activity: a, `[samples, neurons]`; the sums have the same shape.
  /// - Complexity: O(samples · neurons · √neurons)
  func sums(of activity: Tensor) -> Tensor {
    let samples = activity.shape[0]
    guard activity.count > 0 else { return activity }
    let laid = Self.moved(activity, to: grid.places).reshaped([samples * grid.rows, grid.columns])
    let wholeRows = LinearAlgebra.multiply(laid, along)
    var sums = LinearAlgebra.multiply(laid, alongOthers)
    sums.withUnsafeMutableBufferPointer { sums in
      wholeRows.withUnsafeBufferPointer { wholeRows in
        downOthers.withUnsafeBufferPointer { down in
          for sample in 0..<samples {
            LinearAlgebra.multiply(
              down.baseAddress!, wholeRows.baseAddress! + sample * grid.places,
              into: sums.baseAddress! + sample * grid.places, rows: grid.rows, columns: grid.columns, inner: grid.rows,
              adding: true)
          }
        }
      }
    }
    return Self.moved(sums.reshaped([samples, grid.places]), to: grid.neurons)
  }

  /// A matrix whose rows are cut, or filled up with zeros, to another length.
  private static func moved(_ matrix: Tensor, to length: Int) -> Tensor {
    let (rows, columns) = (matrix.shape[0], matrix.shape[1])
    guard columns != length else { return matrix }
    var result = Tensor(shape: [rows, length])
    result.withUnsafeMutableBufferPointer { out in
      matrix.withUnsafeBufferPointer { values in
        for row in 0..<rows {
          for i in 0..<min(columns, length) { out[row * length + i] = values[row * columns + i] }
        }
      }
    }
    return result
  }
}
