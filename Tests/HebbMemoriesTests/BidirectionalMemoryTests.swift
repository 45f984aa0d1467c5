import HebbSupport
import HebbTensor
import Testing

@testable import HebbMemories

@Suite("Bidirectional associative memory")
struct BidirectionalMemoryTests {
  private let inputs = RandomPatterns.bipolar(6, 120)
  private let outputs = RandomPatterns.bipolar(6, 80, seed: 2)

  @Test("Pairs are recalled from either half, also from one with noise")
  func recall() throws {
    let memory = try BidirectionalMemory(inputs: inputs, outputs: outputs)
    let fromInputs = try memory.recall(fromInputs: RandomPatterns.flipped(inputs, probability: 0.15))
    #expect(fromInputs.inputs == inputs && fromInputs.outputs == outputs)
    let fromOutputs = try memory.recall(fromOutputs: RandomPatterns.flipped(outputs, probability: 0.1))
    #expect(fromOutputs.inputs == inputs && fromOutputs.outputs == outputs)
  }

  @Test("The energy is that of the double sum, and settled states lie no higher than those they began with")
  func energy() throws {
    let memory = try BidirectionalMemory(inputs: inputs, outputs: outputs)
    let (x, y) = (RandomPatterns.bipolar(4, 120, seed: 5), RandomPatterns.bipolar(4, 80, seed: 6))
    let energies = try memory.energies(inputs: x, outputs: y)
    for sample in 0..<4 {
      var sum = 0.0
      for i in 0..<80 { for j in 0..<120 { sum -= Double(y[sample, i] * memory.weights[i, j] * x[sample, j]) } }
      #expect(energies[sample] == sum)
    }
    let answer = try memory.recall(fromInputs: x)
    let settled = try memory.energies(inputs: answer.inputs, outputs: answer.outputs)
    let first = try memory.energies(inputs: x, outputs: memory.recall(fromInputs: x).outputs)
    for (end, start) in zip(settled, first) { #expect(end <= start) }
  }

  @Test("A settled pair is a fixed point")
  func fixedPoint() throws {
    let memory = try BidirectionalMemory(inputs: inputs, outputs: outputs)
    let answer = try memory.recall(fromInputs: RandomPatterns.bipolar(3, 120, seed: 9))
    let again = try memory.recall(fromInputs: answer.inputs)
    #expect(again.inputs == answer.inputs && again.outputs == answer.outputs)
  }

  @Test("Values other than +1 and −1 and wrong shapes are refused")
  func mistakes() throws {
    #expect(throws: Problem.self) { try BidirectionalMemory(inputs: inputs.mapped { $0 / 2 }, outputs: outputs) }
    #expect(throws: Problem.self) {
      try BidirectionalMemory(inputs: inputs, outputs: RandomPatterns.bipolar(5, 80))
    }
    let memory = try BidirectionalMemory(inputs: inputs, outputs: outputs)
    #expect(throws: Problem.self) { try memory.recall(fromInputs: outputs) }
    #expect(throws: Problem.self) { try memory.recall(fromOutputs: inputs) }
  }
}
