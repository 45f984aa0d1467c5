import Foundation
import HebbTensor
import Testing

@Suite("Variable, softmax and cross-entropy")
struct VariableSoftmaxTests {
  static let shapes = [[1], [7], [3, 5], [2, 3, 1], [2, 17], [0, 3], [3, 0]]

  @Test("Gradients of softmax and its logarithm", arguments: shapes)
  func gradients(shape: [Int]) {
    let x = normal(shape)
    expectGradients(at: [x], "softmax") { $0[0].softmax() }
    expectGradients(at: [x], "log-softmax") { $0[0].logSoftmax() }
    expectGradients(at: [x], "added to an earlier gradient") { $0[0].softmax() * $0[0] + $0[0].logSoftmax() }
  }

  @Test("Rows of softmax sum to 1, their gradients to 0")
  func sums() {
    let x = Variable(normal([6, 37]))
    let sums = x.softmax().sum(along: 1).value.elements
    #expect(sums.allSatisfy { abs($0 - 1) < 1e-6 })
    let weights = Variable.constant(normal([6, 37], "weights"))
    for loss in [(x.softmax() * weights).sum(), (x.logSoftmax() * weights).sum()] {
      let gradient = Variable(loss.gradient(withRespectTo: x))
      #expect(gradient.sum(along: 1).value.elements.allSatisfy { abs($0) < 2e-5 })
    }
  }

  @Test("Adding a number to a row changes nothing, however large")
  func shift() {
    let x = Variable(Tensor(shape: [1, 3], elements: [1, 2, 3]))
    for shift in [Float(1024), -1024] {
      #expect(relativeError((x + shift).softmax().value, x.softmax().value) < 1e-5)
      #expect(relativeError((x + shift).logSoftmax().value, x.logSoftmax().value) < 1e-5)
    }
  }

  @Test("Values against plain loops in double precision, and the logarithm of softmax")
  func values() {
    let x = normal([4, 1_100])
    let (soft, logarithm) = (Variable(x).softmax().value, Variable(x).logSoftmax().value)
    for row in 0..<4 {
      let total = (0..<1_100).reduce(0.0) { $0 + exp(Double(x[row, $1])) }
      for column in 0..<1_100 {
        let expected = exp(Double(x[row, column])) / total
        #expect(abs(Double(soft[row, column]) - expected) < 1e-6 * expected + 1e-9)
        #expect(abs(Double(logarithm[row, column]) - log(expected)) < 2e-6)
      }
    }
  }

  @Test("−∞ is a masked class: its probability is 0, and no NaN comes of it")
  func masked() {
    let x = Variable(Tensor(shape: [1, 3], elements: [1, -.infinity, 1]))
    #expect(x.softmax().value.elements == [0.5, 0, 0.5])
    #expect(x.crossEntropy(labels: [0]).gradient(withRespectTo: x).elements == [-0.5, 0, 0.5])
  }

  @Test("Cross-entropy is the mean negative log-softmax at the labels, and its gradient that of softmax")
  func crossEntropy() {
    let labels = [2, 0, 4, 4]
    let x = normal([4, 5])
    expectGradients(at: [x]) { $0[0].crossEntropy(labels: labels) }
    expectGradients(at: [x], "added to an earlier gradient") {
      $0[0].crossEntropy(labels: labels) + $0[0].squared().sum()
    }
    let v = Variable(x)
    let mean = -labels.enumerated().reduce(Float(0)) { $0 + v.logSoftmax().value[$1.offset, $1.element] } / 4
    #expect(abs(v.crossEntropy(labels: labels).value[flat: 0] - mean) < 1e-6)
    var expected = v.softmax().value
    for (sample, label) in labels.enumerated() { expected[sample, label] -= 1 }
    let gradient = v.crossEntropy(labels: labels).gradient(withRespectTo: v)
    #expect(relativeError(gradient, (0.25 * Variable(expected)).value) < 1e-5)
  }

  @Test("Cross-entropy of equal logits is the logarithm of the number of classes, and of no samples NaN")
  func crossEntropyExtremes() {
    let equal = Variable(Tensor(shape: [3, 10], filledWith: 2))
    #expect(abs(equal.crossEntropy(labels: [0, 5, 9]).value[flat: 0] - log(10)) < 1e-6)
    #expect(Variable(Tensor(shape: [0, 3])).crossEntropy(labels: []).value[flat: 0].isNaN)
    let certain = Variable(Tensor(shape: [1, 2], elements: [1e4, -1e4]))
    #expect(certain.crossEntropy(labels: [0]).value[flat: 0] == 0)
    #expect(certain.crossEntropy(labels: [1]).value[flat: 0] == 2e4)
  }
}
