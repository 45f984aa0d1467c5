import Foundation
import HebbTensor
import Testing

@testable import HebbPlasticity

@Suite("A Gaussian neighbourhood on a grid")
struct GaussianNeighbourhoodTests {
  /// By going through all pairs of neurons.
  static func sums(_ row: [Float], _ grid: NeuronGrid, radius: Double, wraps: Bool) -> [Double] {
    func apart(_ a: Int, _ b: Int, _ length: Int) -> Double {
      let steps = abs(a - b)
      return Double(wraps ? min(steps, length - steps) : steps)
    }
    return row.indices.map { i in
      row.indices.reduce(0) { sum, j in
        guard i != j else { return sum }
        let down = apart(i / grid.columns, j / grid.columns, grid.rows)
        let along = apart(i % grid.columns, j % grid.columns, grid.columns)
        return sum + exp(-(down * down + along * along) / (2 * radius * radius)) * Double(row[j])
      }
    }
  }

  @Test("The sums are those over all pairs of neurons", arguments: [0.3, 1, 2.5, 50], [false, true])
  func pairs(radius: Double, wraps: Bool) {
    for neurons in [1, 2, 3, 7, 16, 29, 96] {
      let grid = NeuronGrid(neurons: neurons)
      let a = ActivityFixture.normal([3, neurons])
      let sums = GaussianNeighbourhood(grid: grid, radius: radius, wraps: wraps).sums(of: a)
      let expected = ActivityFixture.rows(a).map { Self.sums($0, grid, radius: radius, wraps: wraps) }
      #expect(sums.shape == [3, neurons])
      #expect(ActivityFixture.difference(sums, expected) < 1e-5)
    }
  }

  @Test("A narrow Gaussian keeps its accuracy beside a large activity of the neuron itself")
  func narrow() {
    // Four neighbours at distance 1, each of activity 1; the middle one's own activity of a million does not disturb.
    var a = Tensor(shape: [1, 9], filledWith: 1)
    a[flat: 4] = 1e6
    let sums = GaussianNeighbourhood(grid: NeuronGrid(neurons: 9), radius: 0.2, wraps: false).sums(of: a)
    #expect(abs(Double(sums[flat: 4]) / (4 * exp(-12.5) + 4 * exp(-25)) - 1) < 1e-5)
  }

  @Test("No samples have no sums")
  func empty() {
    let neighbourhood = GaussianNeighbourhood(grid: NeuronGrid(neurons: 5), radius: 1, wraps: false)
    #expect(neighbourhood.sums(of: Tensor(shape: [0, 5])).shape == [0, 5])
  }
}
