import Foundation
import HebbSupport
import HebbTensor
import Testing

@testable import HebbMemories

@Suite("Continuous memory")
struct ContinuousMemoryTests {
  @Test("An update is attention: the mean of the patterns, weighted by the softmax of their overlaps")
  func update() throws {
    let (patterns, states) = (RandomPatterns.normal(12, 7), RandomPatterns.normal(5, 7, seed: 2))
    let memory = try ContinuousMemory(patterns: patterns, inverseTemperature: 0.7)
    let next = try memory.recall(states, RecallSettings(sweepLimit: 1)).states
    for (row, state) in states.rows.enumerated() {
      let weights = patterns.rows.map { exp(0.7 * zip($0, state).reduce(0.0) { $0 + Double($1.0 * $1.1) }) }
      for i in 0..<7 {
        let mean = zip(weights, patterns.rows).reduce(0.0) { $0 + $1.0 * Double($1.1[i]) } / weights.reduce(0, +)
        #expect(abs(Double(next[row, i]) - mean) < 1e-5)
      }
    }
  }

  @Test("The energy is that of the formula, is not negative, and never increases")
  func energy() throws {
    let (beta, patterns) = (0.9, RandomPatterns.normal(20, 9))
    let memory = try ContinuousMemory(patterns: patterns, inverseTemperature: Float(beta))
    var states = RandomPatterns.normal(15, 9, seed: 3)
    var energies = try memory.energies(of: states)
    let longest = patterns.rows.map { $0.reduce(0.0) { $0 + Double($1 * $1) } }.max() ?? 0
    for (state, energy) in zip(states.rows, energies) {
      let sum = patterns.rows.reduce(0.0) { $0 + exp(beta * zip($1, state).reduce(0.0) { $0 + Double($1.0 * $1.1) }) }
      let expected =
        -log(sum) / beta + state.reduce(0.0) { $0 + Double($1 * $1) } / 2 + log(20) / beta + longest / 2
      #expect(abs(energy - expected) < 1e-4)
    }
    for _ in 1...5 {
      states = try memory.recall(states, RecallSettings(sweepLimit: 1)).states
      let lower = try memory.energies(of: states)
      for (new, old) in zip(lower, energies) { #expect(new <= old + 1e-5 && new > -1e-5) }
      energies = lower
    }
  }

  @Test("Well separated patterns are recalled; with a small β every state becomes the mean of all")
  func separation() throws {
    let patterns = RandomPatterns.normal(50, 200)
    let noisy = patterns.combined(with: RandomPatterns.normal(50, 200, seed: 5)) { $0 + 0.5 * $1 }
    let recall = try ContinuousMemory(patterns: patterns, inverseTemperature: 1).recall(noisy, RecallSettings())
    #expect(recall.isSettled.allSatisfy(\.self) && (recall.sweeps.max() ?? 99) <= 3)
    for (a, b) in zip(recall.states.elements, patterns.elements) { #expect(abs(a - b) < 1e-3) }
    let mixed = try ContinuousMemory(patterns: patterns, inverseTemperature: 1e-6).recall(noisy, RecallSettings())
    let means = patterns.columnSums().map { $0 / 50 }
    for row in mixed.states.rows { for (a, b) in zip(row, means) { #expect(abs(a - b) < 1e-2) } }
  }

  @Test("Large overlaps leave no function's range")
  func range() throws {
    let patterns = RandomPatterns.normal(3, 500).mapped { $0 * 1000 }
    let memory = try ContinuousMemory(patterns: patterns, inverseTemperature: 100)
    #expect(try memory.recall(patterns, RecallSettings()).states == patterns)
    #expect(try memory.energies(of: patterns).allSatisfy(\.isFinite))
  }

  @Test("An impossible temperature and values that are not finite are refused", arguments: [0, -1, .nan, .infinity])
  func mistakes(beta: Float) throws {
    let patterns = RandomPatterns.normal(2, 3)
    #expect(throws: Problem.self) { try ContinuousMemory(patterns: patterns, inverseTemperature: beta) }
    #expect(throws: Problem.self) {
      try ContinuousMemory(patterns: patterns.mapped { _ in .infinity }, inverseTemperature: 1)
    }
    let memory = try ContinuousMemory(patterns: patterns, inverseTemperature: 1)
    #expect(throws: Problem.self) {
      try memory.recall(Tensor(shape: [1, 3], filledWith: .nan), RecallSettings())
    }
  }
}
