import HebbTensor
import Testing

@Suite("Variable, pooling")
struct VariablePoolingTests {
  /// Shape, size, stride, padding.
  static let cases: [([Int], Int, Int, Int)] = [
    ([1, 1, 1, 1], 1, 1, 0), ([2, 3, 4, 6], 2, 2, 0), ([1, 2, 5, 7], 2, 2, 0), ([2, 1, 6, 6], 4, 2, 1),
    ([1, 2, 5, 4], 3, 1, 1), ([3, 70, 2, 2], 2, 2, 0), ([1, 1, 3, 3], 2, 3, 1), ([0, 2, 4, 4], 2, 2, 0),
  ]

  @Test("Gradients of means and of maxima", arguments: cases)
  func gradients(shape: [Int], size: Int, stride: Int, padding: Int) {
    // Distinct numbers, further apart than the finite differences reach.
    var random = RandomStream(seed: 3, "pooling")
    let x = Tensor(shape: shape, elements: random.permutation(of: shape.reduce(1, *)).map { 0.2 * Float($0) })
    expectGradients(at: [x], "mean") { $0[0].averagePooled(size: size, stride: stride, padding: padding) }
    expectGradients(at: [x], "maximum") { $0[0].maximumPooled(size: size, stride: stride, padding: padding) }
  }

  @Test("Values are those of plain loops", arguments: cases)
  func values(shape: [Int], size: Int, stride: Int, padding: Int) {
    let x = normal(shape)
    let mean = Variable(x).averagePooled(size: size, stride: stride, padding: padding).value
    let maximum = Variable(x).maximumPooled(size: size, stride: stride, padding: padding).value
    let height = (shape[2] + 2 * padding - size) / stride + 1
    let width = (shape[3] + 2 * padding - size) / stride + 1
    #expect(mean.shape == [shape[0], shape[1], height, width] && maximum.shape == mean.shape)
    for flat in 0..<mean.count {
      let (column, row, map) = (flat % width, flat / width % height, flat / (width * height))
      var values: [Float] = []
      for i in 0..<size {
        for j in 0..<size {
          let (y, x0) = (row * stride + i - padding, column * stride + j - padding)
          guard 0 <= y, y < shape[2], 0 <= x0, x0 < shape[3] else { continue }
          values.append(x[flat: (map * shape[2] + y) * shape[3] + x0])
        }
      }
      #expect(maximum[flat: flat] == values.max())
      #expect(abs(mean[flat: flat] - values.reduce(0, +) / Float(size * size)) < 1e-5)
    }
  }

  @Test("Of equal values the first receives the gradient; NaN wins, so that it is not overlooked")
  func ties() {
    let x = Variable(Tensor(shape: [1, 1, 2, 2], elements: [1, 2, 2, 2]))
    #expect(x.maximumPooled(size: 2).sum().gradient(withRespectTo: x).elements == [0, 1, 0, 0])
    let y = Variable(Tensor(shape: [1, 1, 2, 2], elements: [1, .nan, 3, 4]))
    #expect(y.maximumPooled(size: 2).value[flat: 0].isNaN)
  }
}
