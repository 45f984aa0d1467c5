import HebbSupport
import HebbTensor
import Testing

@testable import HebbMemories

@Suite("Linear associator")
struct LinearAssociatorTests {
  @Test("Hebb's weights are the sum of outer products")
  func hebbian() throws {
    let (x, y) = (RandomPatterns.normal(5, 7), RandomPatterns.normal(5, 3, seed: 2))
    let memory = try LinearAssociator(inputs: x, outputs: y, learning: .hebbian)
    for i in 0..<3 {
      for j in 0..<7 {
        let sum = (0..<5).reduce(Float(0)) { sum, pair in
          sum + y[pair, i] * x[pair, j] / x.rows[pair].reduce(0) { $0 + $1 * $1 }
        }
        #expect(abs(memory.weights[i, j] - sum) < 1e-5)
      }
    }
  }

  @Test("Orthogonal inputs are answered exactly")
  func orthogonal() throws {
    let x = Tensor(shape: [2, 4], elements: [1, 1, 1, 1, 2, -2, 2, -2])
    let y = Tensor(shape: [2, 2], elements: [3, 5, -1, 0.5])
    #expect(try LinearAssociator(inputs: x, outputs: y, learning: .hebbian).recall(x) == y)
  }

  @Test("The pseudo-inverse answers independent inputs exactly, where Hebb's rule mixes", arguments: [1, 4, 12])
  func independent(pairs: Int) throws {
    let (x, y) = (RandomPatterns.normal(pairs, 12), RandomPatterns.normal(pairs, 5, seed: 3))
    func error(_ learning: LinearAssociator.Learning) throws -> Float {
      let answer = try LinearAssociator(inputs: x, outputs: y, learning: learning).recall(x)
      return zip(answer.elements, y.elements).map { abs($0 - $1) }.max() ?? 0
    }
    #expect(try error(.pseudoInverse) < 1e-3)
    if pairs > 1 { #expect(try error(.hebbian) > 0.1) }
  }

  @Test("With more pairs than inputs the pseudo-inverse has the least squares error")
  func leastSquares() throws {
    let (x, y) = (RandomPatterns.normal(40, 6), RandomPatterns.normal(40, 2, seed: 3))
    let memory = try LinearAssociator(inputs: x, outputs: y, learning: .pseudoInverse)
    let error = try memory.recall(x).combined(with: y) { $1 - $0 }
    // The error that remains is orthogonal to the inputs.
    let gradient = LinearAlgebra.multiply(error, x, transposingA: true)
    for value in gradient.elements { #expect(abs(value) < 1e-3) }
  }

  @Test("Inputs that repeat are no problem; the answer is the mean of their outputs")
  func repeated() throws {
    let x = Tensor(shape: [3, 4], elements: [1, 2, 0, 1, 1, 2, 0, 1, 0, 0, 3, 0])
    let y = Tensor(shape: [3, 1], elements: [1, 3, 7])
    let answer = try LinearAssociator(inputs: x, outputs: y, learning: .pseudoInverse).recall(x)
    for (value, expected) in zip(answer.elements, [2, 2, 7] as [Float]) { #expect(abs(value - expected) < 1e-5) }
  }

  @Test("Wrong shapes, empty matrices and values that are not finite are refused")
  func mistakes() throws {
    let (x, y) = (RandomPatterns.normal(3, 4), RandomPatterns.normal(3, 2))
    for (inputs, outputs, words) in [
      (x, RandomPatterns.normal(2, 2), "3 inputs and 2 outputs"), (Tensor(shape: [0, 4]), y, "empty"),
      (Tensor(shape: [4]), y, "no matrix"), (x, y.mapped { _ in .nan }, "nan in row 0, unit 0"),
    ] {
      let problem = #expect(throws: Problem.self) {
        try LinearAssociator(inputs: inputs, outputs: outputs, learning: .hebbian)
      }
      #expect(problem?.what.contains(words) == true)
    }
    let memory = try LinearAssociator(inputs: x, outputs: y, learning: .hebbian)
    #expect(throws: Problem.self) { try memory.recall(RandomPatterns.normal(1, 5)) }
  }
}
