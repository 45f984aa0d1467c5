import HebbTensor
import Testing

@Suite("Variable, convolution")
struct VariableConvolutionTests {
  /// Images, kernels, stride, padding.
  static let cases: [([Int], [Int], Int, Int)] = [
    ([1, 1, 1, 1], [1, 1, 1, 1], 1, 0), ([2, 3, 5, 4], [2, 3, 3, 2], 1, 0), ([3, 2, 4, 4], [3, 2, 2, 2], 2, 0),
    ([2, 1, 3, 3], [2, 1, 3, 3], 1, 2), ([1, 2, 5, 3], [1, 2, 3, 3], 2, 1), ([2, 2, 3, 4], [5, 2, 1, 1], 1, 0),
    ([0, 2, 3, 3], [2, 2, 2, 2], 1, 0), ([2, 0, 3, 3], [2, 0, 2, 2], 1, 0), ([2, 1, 3, 3], [0, 1, 2, 2], 1, 0),
    ([5, 1, 2, 2], [1, 1, 2, 2], 3, 1),
  ]

  @Test("Gradients of images and kernels", arguments: cases)
  func gradients(images: [Int], kernels: [Int], stride: Int, padding: Int) {
    let inputs = [normal(images, "images"), normal(kernels, "kernels")]
    expectGradients(at: inputs) { $0[0].convolved(with: $0[1], stride: stride, padding: padding) }
    expectGradients(at: inputs, "added to earlier gradients") { v in
      let convolved = v[0].convolved(with: v[1], stride: stride, padding: padding)
      return convolved.sum() + v[0].squared().sum() + v[1].squared().sum()
    }
  }

  @Test("Values are those of plain loops", arguments: cases)
  func values(images: [Int], kernels: [Int], stride: Int, padding: Int) {
    let (x, w) = (normal(images, "images"), normal(kernels, "kernels"))
    let y = Variable(x).convolved(with: Variable(w), stride: stride, padding: padding).value
    let height = (images[2] + 2 * padding - kernels[2]) / stride + 1
    let width = (images[3] + 2 * padding - kernels[3]) / stride + 1
    #expect(y.shape == [images[0], kernels[0], height, width])
    for flat in 0..<y.count {
      let (column, row) = (flat % width, flat / width % height)
      let (filter, image) = (flat / (width * height) % kernels[0], flat / (width * height * kernels[0]))
      var sum: Float = 0
      for c in 0..<kernels[1] {
        for i in 0..<kernels[2] {
          for j in 0..<kernels[3] {
            let (y, x0) = (row * stride + i - padding, column * stride + j - padding)
            if 0 <= y, y < images[2], 0 <= x0, x0 < images[3] { sum += w[filter, c, i, j] * x[image, c, y, x0] }
          }
        }
      }
      #expect(abs(y[flat: flat] - sum) < 1e-4)
    }
  }

  @Test("A convolution is the product of the kernels and the unfolded patches")
  func unfolded() {
    let (images, kernels) = (normal([2, 3, 6, 5], "images"), normal([4, 3, 3, 2], "kernels"))
    let patches = Variable(images).unfolded(kernel: (3, 2), stride: 2, padding: 1)
    #expect(patches.shape == [2, 18, 9])
    let convolved = Variable(images).convolved(with: Variable(kernels), stride: 2, padding: 1)
    for image in 0..<2 {
      let product = Variable(kernels).reshaped([4, 18]).matmul(patches.rows([image]).reshaped([18, 9]))
      let expected = convolved.rows([image]).reshaped([4, 9])
      #expect(relativeError(product.value, expected.value) < 1e-6)
    }
  }

  @Test("Gradients of unfolded patches")
  func unfoldedGradients() {
    expectGradients(at: [normal([2, 2, 4, 3])]) { $0[0].unfolded(kernel: (2, 3), stride: 1, padding: 1) }
    expectGradients(at: [normal([1, 1, 5, 5])]) { v in
      v[0].unfolded(kernel: (3, 3), stride: 2).sum() * v[0]
    }
  }

  @Test("Values and gradients have the same bits for any number of threads, few images or many")
  func deterministic() {
    for batch in [1, 3, 40] {
      func run(_ threads: Int) -> [Tensor] {
        let (x, w) = (Variable(normal([batch, 3, 8, 8], "x")), Variable(normal([5, 3, 3, 3], "w")))
        let y = x.convolved(with: w, padding: 1, parallel: Parallel(threads: threads))
        return [y.value] + y.squared().sum().gradients(withRespectTo: [x, w])
      }
      let alone = run(1)
      for threads in 2...4 { #expect(run(threads) == alone, "\(batch) images, \(threads) threads") }
    }
  }
}
