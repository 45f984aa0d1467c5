import Foundation
import HebbTensor
import Testing

@Suite("Variable, triangle")
struct VariableTriangleTests {
  static let shapes = [[3, 5], [2, 4, 3], [2, 3, 2, 2], [1, 7, 1, 1], [0, 3, 2]]

  /// Numbers that are farther from their mean over the channels than the finite differences reach.
  private func separated(_ shape: [Int]) throws -> Tensor {
    let candidates = (0..<1000).lazy.map { normal(shape, "triangle \($0)") }
    let positions = shape.dropFirst(2).reduce(1, *)
    return try #require(
      candidates.first { x in
        x.count == 0 || shape[1] == 1
          || (0..<x.count).allSatisfy { i in
            let first = i / (shape[1] * positions) * shape[1] * positions + i % positions
            let mean = (0..<shape[1]).reduce(Float(0)) { $0 + x[flat: first + $1 * positions] } / Float(shape[1])
            return abs(x[flat: i] - mean) > 0.06
          }
      })
  }

  @Test("Gradients for powers 1, below and above", arguments: shapes)
  func gradients(shape: [Int]) throws {
    let x = try separated(shape)
    for power: Float in [1, 0.7, 1.4, 2] {
      expectGradients(at: [x], "power \(power)") { $0[0].triangle(power: power) }
      expectGradients(at: [x], "added to others") { $0[0].triangle(power: power) + $0[0].squared() }
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
