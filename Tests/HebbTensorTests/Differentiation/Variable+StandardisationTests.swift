import HebbTensor
import Testing

@Suite("Variable, standardisation")
struct VariableStandardisationTests {
  @Test("Gradients of rows", arguments: [[1, 4], [3, 17], [2, 3, 5]])
  func rowGradients(shape: [Int]) {
    expectGradients(at: [normal(shape)]) { $0[0].standardisedRows() }
    expectGradients(at: [normal(shape)], "added to others") { $0[0].standardisedRows() + $0[0].squared() }
  }

  @Test("Rows have mean 0 and, with n − 1, variance 1; equal values become 0")
  func rows() {
    let y = Variable(normal([3, 2000])).standardisedRows().value.elements
    for row in 0..<3 {
      let values = y[row * 2000..<(row + 1) * 2000].map(Double.init)
      #expect(abs(values.reduce(0, +) / 2000) < 1e-6)
      #expect(abs(values.reduce(0) { $0 + $1 * $1 } / 1999 - 1) < 1e-5)
    }
    #expect(Variable(Tensor(shape: [1, 5], filledWith: 3)).standardisedRows().value.elements.allSatisfy { $0 == 0 })
  }

  @Test("Gradients of channels", arguments: [[4, 1], [3, 2], [2, 3, 4], [3, 2, 2, 3]])
  func channelGradients(shape: [Int]) {
    expectGradients(at: [normal(shape)]) { $0[0].normalisedChannels().normalised }
    expectGradients(at: [normal(shape)], "added to others") { $0[0].normalisedChannels().normalised + $0[0].squared() }
  }

  @Test("Channels have the mean and variance of plain loops, and none afterwards")
  func channels() {
    let x = normal([5, 3, 2, 4])
    let (y, mean, variance) = Variable(x).normalisedChannels()
    for channel in 0..<3 {
      func values(_ tensor: Tensor) -> [Double] {
        (0..<5).flatMap { n in (0..<8).map { Double(tensor[flat: (n * 3 + channel) * 8 + $0]) } }
      }
      let middle = values(x).reduce(0, +) / 40
      #expect(abs(mean[channel] - middle) < 1e-6)
      #expect(abs(variance[channel] - values(x).reduce(0) { $0 + ($1 - middle) * ($1 - middle) } / 40) < 1e-5)
      #expect(abs(values(y.value).reduce(0, +)) < 1e-4)
      #expect(abs(values(y.value).reduce(0) { $0 + $1 * $1 } / 40 - 1) < 1e-3)
    }
  }
}
