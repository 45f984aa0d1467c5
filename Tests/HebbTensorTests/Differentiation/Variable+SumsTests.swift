import HebbTensor
import Testing

@Suite("Variable, sums and means")
struct VariableSumsTests {
  /// Shapes, and axes to sum along: none, some, all, neighbouring or not, negative.
  static let cases: [([Int], [Int])] = [
    ([], []), ([1], [0]), ([7], [0]), ([3, 5], [0]), ([3, 5], [1]), ([3, 5], [1, 0]), ([3, 5], []), ([2, 3, 4], [1]),
    ([2, 3, 4], [0, 2]), ([2, 3, 4], [-1]), ([2, 3, 4], [0, 1]), ([2, 1, 3, 2], [0, 2, 3]), ([1, 1], [0]),
    ([0, 3], [0]),
    ([3, 0], [1]), ([3, 0], [0]), ([2, 19], [1]),
  ]

  @Test("Gradients along any axes, kept or not", arguments: cases, [false, true])
  func gradients(shapeAndAxes: ([Int], [Int]), keepingAxes: Bool) {
    let (shape, axes) = shapeAndAxes
    let x = normal(shape)
    expectGradients(at: [x], "sum") { $0[0].sum(along: axes, keepingAxes: keepingAxes) }
    expectGradients(at: [x], "sum of squares") { $0[0].sumOfSquares(along: axes, keepingAxes: keepingAxes) }
    if !axes.contains(where: { shape[$0 < 0 ? $0 + shape.count : $0] == 0 }) {
      expectGradients(at: [x], "mean") { $0[0].mean(along: axes, keepingAxes: keepingAxes) }
    }
    expectGradients(at: [x], "added to an earlier gradient") { v in
      v[0].sum(along: axes, keepingAxes: true) * v[0] + v[0].sumOfSquares(along: axes, keepingAxes: true)
    }
  }

  @Test("Values are those of plain loops", arguments: cases)
  func values(shape: [Int], axes: [Int]) {
    let x = normal(shape)
    let positions = Set(axes.map { $0 < 0 ? $0 + shape.count : $0 })
    let kept = shape.indices.map { positions.contains($0) ? 1 : shape[$0] }
    var sums = [Double](repeating: 0, count: kept.reduce(1, *))
    var squares = sums
    for flat in 0..<x.count {
      var (rest, target, stride) = (flat, 0, 1)
      for axis in shape.indices.reversed() {
        target += positions.contains(axis) ? 0 : rest % shape[axis] * stride
        stride *= kept[axis]
        rest /= shape[axis]
      }
      sums[target] += Double(x[flat: flat])
      squares[target] += Double(x[flat: flat]) * Double(x[flat: flat])
    }
    let variable = Variable(x)
    #expect(variable.sum(along: axes, keepingAxes: true).shape == kept)
    #expect(variable.sum(along: axes).shape == shape.indices.filter { !positions.contains($0) }.map { shape[$0] })
    for (value, sum) in zip(variable.sum(along: axes).value.elements, sums) {
      #expect(abs(Double(value) - sum) < 1e-5)
    }
    for (value, sum) in zip(variable.sumOfSquares(along: axes).value.elements, squares) {
      #expect(abs(Double(value) - sum) < 1e-5)
    }
  }

  @Test("Without axes, everything is summed")
  func everything() {
    let x = Variable(Tensor(shape: [2, 2], elements: [1, 2, 3, 6]))
    #expect(x.sum().value == Tensor(shape: [], filledWith: 12))
    #expect(x.mean().value == Tensor(shape: [], filledWith: 3))
    #expect(x.sumOfSquares().value == Tensor(shape: [], filledWith: 50))
    #expect(x.mean().gradient(withRespectTo: x) == Tensor(shape: [2, 2], filledWith: 0.25))
    #expect(x.mean(along: 0).value.elements == [2, 4] && x.sum(along: -1).value.elements == [3, 9])
  }

  @Test("The sum of nothing is 0, and its mean is NaN")
  func nothing() {
    let x = Variable(Tensor(shape: [0, 3]))
    #expect(x.sum(along: 0).value.elements == [0, 0, 0])
    #expect(x.mean().value[flat: 0].isNaN)
    #expect(x.mean().gradient(withRespectTo: x).shape == [0, 3])
  }
}
