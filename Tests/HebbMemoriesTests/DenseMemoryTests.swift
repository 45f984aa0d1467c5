import Foundation
import HebbSupport
import HebbTensor
import Testing

@testable import HebbMemories

@Suite("Dense associative memory")
struct DenseMemoryTests {
  static let interactions: [DenseInteraction] = [
    .polynomial(degree: 2), .polynomial(degree: 3), .polynomial(degree: 4), .rectifiedPolynomial(degree: 3),
    .rectifiedPolynomial(degree: 30), .exponential,
  ]

  /// F, relative to what keeps it in range.
  private static func f(_ m: Double, _ interaction: DenseInteraction, _ units: Double) -> Double {
    switch interaction {
    case .polynomial(let degree): pow(m / units, Double(degree))
    case .rectifiedPolynomial(let degree): pow(max(0, m / units), Double(degree))
    case .exponential: exp(m - units)
    }
  }

  /// E(σᵢ = −1) − E(σᵢ = +1) with all other units as they are, as the paper writes it, and the size of its terms.
  private static func preference(
    _ i: Int, _ state: [Float], _ patterns: [[Float]], _ interaction: DenseInteraction
  ) -> (difference: Double, size: Double) {
    var (difference, size) = (0.0, 0.0)
    for pattern in patterns {
      let others = state.indices.reduce(0.0) { $1 == i ? $0 : $0 + Double(pattern[$1] * state[$1]) }
      let (up, down) = (
        f(others + Double(pattern[i]), interaction, Double(state.count)),
        f(others - Double(pattern[i]), interaction, Double(state.count))
      )
      difference += up - down
      size += abs(up) + abs(down)
    }
    return (difference, size)
  }

  @Test("An update of all units is the paper's, unit by unit", arguments: interactions)
  func synchronous(interaction: DenseInteraction) throws {
    let (patterns, states) = (RandomPatterns.bipolar(40, 33), RandomPatterns.bipolar(9, 33, seed: 2))
    let next = try DenseMemory(patterns: patterns, interaction: interaction)
      .recall(states, RecallSettings(sweepLimit: 1)).states
    let stored = patterns.rows
    for (row, state) in states.rows.enumerated() {
      for i in state.indices {
        let (difference, size) = Self.preference(i, state, stored, interaction)
        guard abs(difference) > 1e-5 * size else { continue }  // a tie, but for rounding
        #expect(next[row, i] == (difference > 0 ? 1 : -1))
      }
    }
  }

  @Test("Asynchronous recall is that of a plain loop over units", arguments: interactions)
  func asynchronous(interaction: DenseInteraction) throws {
    let (patterns, states) = (RandomPatterns.bipolar(45, 31), RandomPatterns.bipolar(11, 31, seed: 2))
    let memory = try DenseMemory(patterns: patterns, interaction: interaction)
    let recalled = try memory.recall(states, RecallSettings(order: .asynchronous(seed: 4), sweepLimit: 1)).states
    var random = RandomStream(seed: 4, "recall.sweep.1")
    let order = random.permutation(of: 31)
    let stored = patterns.rows
    for (row, start) in states.rows.enumerated() {
      var state = start
      for i in order {
        let (difference, size) = Self.preference(i, state, stored, interaction)
        if abs(difference) > 1e-5 * size {
          state[i] = difference > 0 ? 1 : -1
          #expect(recalled[row, i] == state[i])
        } else {
          state[i] = recalled[row, i]
        }
      }
    }
  }

  @Test("The energy is the sum over patterns, and asynchronous recall never increases it", arguments: interactions)
  func energy(interaction: DenseInteraction) throws {
    let patterns = RandomPatterns.bipolar(60, 40)
    let memory = try DenseMemory(patterns: patterns, interaction: interaction)
    var states = RandomPatterns.bipolar(30, 40, seed: 3)
    var energies = try memory.energies(of: states)
    for (state, energy) in zip(states.rows, energies) {
      let sum = patterns.rows.reduce(0.0) { sum, pattern in
        sum + Self.f(zip(pattern, state).reduce(0.0) { $0 + Double($1.0 * $1.1) }, interaction, 40)
      }
      let expected = interaction == .exponential ? -log(sum) - 40 : -40 * sum
      #expect(abs(energy - expected) <= 1e-9 * max(1, abs(expected)))
    }
    for sweep in 1...3 {
      let order = RecallSettings.Order.asynchronous(seed: UInt64(sweep))
      states = try memory.recall(states, RecallSettings(order: order, sweepLimit: 1)).states
      let lower = try memory.energies(of: states)
      for (new, old) in zip(lower, energies) { #expect(new <= old + 1e-5 * abs(old)) }
      energies = lower
    }
  }

  @Test("With degree 2 it is a Hopfield network")
  func hopfield() throws {
    let (patterns, states) = (RandomPatterns.bipolar(7, 60), RandomPatterns.bipolar(30, 60, seed: 2))
    let settings = RecallSettings(order: .asynchronous(seed: 1))
    let dense = try DenseMemory(patterns: patterns, interaction: .polynomial(degree: 2)).recall(states, settings)
    let network = try HopfieldNetwork(patterns: patterns, learning: .hebbian).recall(states, settings)
    #expect(dense.states == network.states && dense.sweeps == network.sweeps)
  }

  @Test(
    "Ten times as many patterns as units are recalled from noise, in either order",
    arguments: [DenseInteraction.polynomial(degree: 5), .rectifiedPolynomial(degree: 5), .exponential])
  func capacity(interaction: DenseInteraction) throws {
    let patterns = RandomPatterns.bipolar(600, 60)
    let memory = try DenseMemory(patterns: patterns, interaction: interaction)
    for order in [RecallSettings.Order.synchronous, .asynchronous(seed: 2)] {
      let settings = RecallSettings(order: order)
      #expect(try memory.recall(patterns, settings).states == patterns)
      let recalled = try memory.recall(RandomPatterns.flipped(patterns, probability: 0.1), settings)
      let exact = zip(recalled.states.rows, patterns.rows).count { $0 == $1 }
      #expect(exact > 580)
    }
  }

  @Test("Thousands of units leave no function's range", arguments: interactions)
  func range(interaction: DenseInteraction) throws {
    let patterns = RandomPatterns.bipolar(3, 3001)
    let memory = try DenseMemory(patterns: patterns, interaction: interaction)
    let states = RandomPatterns.flipped(patterns, probability: 0.3)
    for order in [RecallSettings.Order.synchronous, .asynchronous(seed: 2)] {
      #expect(try memory.recall(states, RecallSettings(order: order)).states == patterns)
    }
    #expect(try memory.energies(of: states).allSatisfy(\.isFinite))
  }

  @Test("Results do not depend on the number of threads")
  func threads() throws {
    let memory = try DenseMemory(patterns: RandomPatterns.bipolar(600, 90), interaction: .polynomial(degree: 3))
    let states = RandomPatterns.bipolar(530, 90, seed: 2)
    for order in [RecallSettings.Order.synchronous, .asynchronous(seed: 2)] {
      func recalled(_ threads: Int) throws -> Recall {
        try memory.recall(states, RecallSettings(order: order, sweepLimit: 3, parallel: Parallel(threads: threads)))
      }
      let (one, three) = (try recalled(1), try recalled(3))
      #expect(one.states == three.states && one.sweeps == three.sweeps)
    }
  }

  @Test("Impossible degrees, no patterns and values other than +1 and −1 are refused", arguments: [-1, 0, 1, 61])
  func mistakes(degree: Int) throws {
    let patterns = RandomPatterns.bipolar(2, 10)
    #expect(throws: Problem.self) { try DenseMemory(patterns: patterns, interaction: .polynomial(degree: degree)) }
    #expect(throws: Problem.self) { try DenseMemory(patterns: Tensor(shape: [0, 3]), interaction: .exponential) }
    #expect(throws: Problem.self) { try DenseMemory(patterns: Tensor(shape: [2, 3]), interaction: .exponential) }
    let memory = try DenseMemory(patterns: patterns, interaction: .exponential)
    for states in [RandomPatterns.bipolar(1, 9), RandomPatterns.normal(1, 10)] {
      #expect(throws: Problem.self) { try memory.recall(states, RecallSettings()) }
    }
  }
}
