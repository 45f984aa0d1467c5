import Foundation
import HebbTensor
import Testing

@Suite("Variable, triangle")
struct VariableTriangleTests {
  static let shapes = [[1, 1], [3, 5], [2, 4, 3], [2, 3, 2, 2], [1, 7, 1, 1], [0, 3, 2]]

  /// Numbers whose differences from their mean are farther from 0 than the finite differences reach.
  private func separated(_ shape: [Int]) -> Tensor {
    var random = RandomStream(seed: 3, "triangle")
    let count = shape.reduce(1, *)
    let order = random.permutation(of: count)
    return Tensor(shape: shape, elements: order.map { 0.31 * Float($0) + 0.04 * random.uniform() })
  }

  @Test("Gradients for powers 1, below and above", arguments: shapes)
  func gradients(shape: [Int]) {
    for power: Float in [1, 0.7, 1.4, 2] {
      expectGradients(at: [separated(shape)], "power \(power)") { $0[0].triangle(power: power) }
      expectGradients(at: [separated(shape)], "added to others") { $0[0].triangle(power: power) + $0[0].squared() }
    }
  }

  @Test("Values are those of plain loops", arguments: shapes)
  func values(shape: [Int]) {
    let x = normal(shape)
    let (channels, positions) = (shape[1], shape.dropFirst(2).reduce(1, *))
    for power: Float in [1, 0.7, 1.4] {
      let y = Variable(x).triangle(power: power).value
      #expect(y.shape == shape)
      for i in 0..<x.count {
        let first = i / (channels * positions) * channels * positions + i % positions
        let mean = (0..<channels).reduce(Float(0)) { $0 + x[flat: first + $1 * positions] } / Float(channels)
        #expect(abs(y[flat: i] - pow(max(0, x[flat: i] - mean), power)) < 1e-5)
      }
    }
  }
}
