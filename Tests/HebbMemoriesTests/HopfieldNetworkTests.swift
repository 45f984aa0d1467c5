import HebbSupport
import HebbTensor
import Testing

@testable import HebbMemories

@Suite("Hopfield network")
struct HopfieldNetworkTests {
  private static let seeded = RecallSettings(order: .asynchronous(seed: 3))

  @Test("Hebb's weights are sums of products, with a diagonal of 0")
  func hebbian() throws {
    let patterns = RandomPatterns.bipolar(5, 20)
    let weights = try HopfieldNetwork(patterns: patterns, learning: .hebbian).weights
    for i in 0..<20 {
      for j in 0..<20 {
        let sum = (0..<5).reduce(Float(0)) { $0 + patterns[$1, i] * patterns[$1, j] }
        #expect(weights[i, j] == (i == j ? 0 : sum))
      }
    }
  }

  @Test("Storkey's weights are those of the rule as it is written", arguments: [1, 2, 70])
  func storkey(units: Int) throws {
    let patterns = RandomPatterns.bipolar(8, units)
    var w = [[Double]](repeating: [Double](repeating: 0, count: units), count: units)
    for x in patterns.rows.map({ $0.map(Double.init) }) {
      func h(_ i: Int, _ j: Int) -> Double {
        (0..<units).reduce(0) { $1 == i || $1 == j ? $0 : $0 + w[i][$1] * x[$1] }
      }
      var next = w
      for i in 0..<units {
        for j in 0..<units where i != j {
          next[i][j] += (x[i] * x[j] - x[i] * h(j, i) - h(i, j) * x[j]) / Double(units)
        }
      }
      w = next
    }
    let weights = try HopfieldNetwork(patterns: patterns, learning: .storkey).weights
    for i in 0..<units { for j in 0..<units { #expect(abs(Double(weights[i, j]) - w[i][j]) < 1e-5) } }
  }

  @Test("Weights are symmetric", arguments: HopfieldLearning.allCases)
  func symmetry(learning: HopfieldLearning) throws {
    let weights = try HopfieldNetwork(patterns: RandomPatterns.bipolar(9, 65), learning: learning).weights
    for i in 0..<65 {
      #expect(weights[i, i] == 0)
      for j in 0..<i { #expect(abs(weights[i, j] - weights[j, i]) < 1e-6) }
    }
  }

  @Test(
    "Few patterns are fixed points and attract states near them, in either order", arguments: HopfieldLearning.allCases)
  func recall(learning: HopfieldLearning) throws {
    let patterns = RandomPatterns.bipolar(8, 200)
    let network = try HopfieldNetwork(patterns: patterns, learning: learning)
    for settings in [RecallSettings(), Self.seeded] {
      let still = try network.recall(patterns, settings)
      #expect(still.states == patterns && still.sweeps == [Int](repeating: 1, count: 8))
      let recalled = try network.recall(RandomPatterns.flipped(patterns, probability: 0.1), settings)
      #expect(recalled.states == patterns && recalled.isSettled.allSatisfy(\.self))
    }
  }

  @Test("The pseudo-inverse holds patterns that are alike, with which Hebb's rule fails")
  func alike() throws {
    let patterns = RandomPatterns.flipped(
      Tensor(shape: [30, 100], filledWith: 1), probability: 0.2)
    func recalled(_ learning: HopfieldLearning) throws -> Tensor {
      try HopfieldNetwork(patterns: patterns, learning: learning).recall(patterns, Self.seeded).states
    }
    #expect(try recalled(.pseudoInverse) == patterns)
    #expect(try recalled(.hebbian) != patterns)
  }

  @Test("With more patterns than units the pseudo-inverse connects nothing: every state stays as it is")
  func overfull() throws {
    let network = try HopfieldNetwork(patterns: RandomPatterns.bipolar(90, 40), learning: .pseudoInverse)
    #expect(network.weights.elements.allSatisfy { $0 == 0 })
    let states = RandomPatterns.bipolar(5, 40, seed: 2)
    #expect(try network.recall(states, Self.seeded).states == states)
  }

  @Test("Asynchronous recall never increases the energy", arguments: HopfieldLearning.allCases)
  func energy(learning: HopfieldLearning) throws {
    let network = try HopfieldNetwork(patterns: RandomPatterns.bipolar(30, 100), learning: learning)
    var states = RandomPatterns.bipolar(20, 100, seed: 7)
    var energies = try network.energies(of: states)
    for sweep in 1...4 {
      let order = RecallSettings.Order.asynchronous(seed: UInt64(sweep))
      states = try network.recall(states, RecallSettings(order: order, sweepLimit: 1)).states
      let lower = try network.energies(of: states)
      for (new, old) in zip(lower, energies) { #expect(new <= old + 1e-4) }
      energies = lower
    }
  }

  @Test("Asynchronous recall is that of a plain loop over units")
  func plainLoop() throws {
    let network = try HopfieldNetwork(patterns: RandomPatterns.bipolar(30, 90), learning: .hebbian)
    let states = RandomPatterns.bipolar(21, 90, seed: 8)
    let settings = RecallSettings(order: .asynchronous(seed: 5), sweepLimit: 2)
    var expected = states.rows
    for sweep in 1...2 {
      var random = RandomStream(seed: 5, "recall.sweep.\(sweep)")
      let order = random.permutation(of: 90)
      for row in expected.indices {
        for i in order {
          let field = (0..<90).reduce(Float(0)) { $0 + network.weights[i, $1] * expected[row][$1] }
          if field != 0 { expected[row][i] = field > 0 ? 1 : -1 }
        }
      }
    }
    #expect(try network.recall(states, settings).states.rows == expected)
  }

  @Test("The energy is that of the double sum")
  func energySum() throws {
    let network = try HopfieldNetwork(patterns: RandomPatterns.bipolar(4, 17), learning: .hebbian)
    let states = RandomPatterns.bipolar(3, 17, seed: 2)
    for (row, energy) in zip(states.rows, try network.energies(of: states)) {
      var sum = 0.0
      for i in 0..<17 { for j in 0..<17 { sum -= Double(row[i] * network.weights[i, j] * row[j]) / 2 } }
      #expect(energy == sum)
    }
  }

  @Test("Two units that want to differ from each other flip for ever when updated at once, and settle in turns")
  func cycle() throws {
    let network = try HopfieldNetwork(patterns: Tensor(shape: [1, 2], elements: [1, -1]), learning: .hebbian)
    let equal = Tensor(shape: [1, 2], elements: [1, 1])
    let together = try network.recall(equal, RecallSettings(sweepLimit: 9))
    #expect(together.isSettled == [false] && together.sweeps == [9])
    #expect(try network.recall(equal, Self.seeded).isSettled == [true])
  }

  @Test("Results do not depend on the number of threads", arguments: HopfieldLearning.allCases)
  func threads(learning: HopfieldLearning) throws {
    func recalled(_ threads: Int) throws -> Tensor {
      let parallel = Parallel(threads: threads)
      let network = try HopfieldNetwork(
        patterns: RandomPatterns.bipolar(40, 300), learning: learning, parallel: parallel)
      return try network.recall(
        RandomPatterns.bipolar(33, 300, seed: 4), RecallSettings(order: .asynchronous(seed: 1), parallel: parallel)
      ).states
    }
    #expect(try recalled(1) == recalled(3))
  }

  @Test("Below the capacity patterns are held; far above they are lost")
  func capacity() throws {
    func kept(_ count: Int) throws -> Double {
      let patterns = RandomPatterns.bipolar(count, 400)
      let end = try HopfieldNetwork(patterns: patterns, learning: .hebbian).recall(patterns, Self.seeded).states
      return zip(end.elements, patterns.elements).reduce(0) { $0 + Double($1.0 * $1.1) } / Double(400 * count)
    }
    #expect(try kept(40) > 0.99)  // 0.1 N
    #expect(try kept(90) < 0.6)  // 0.225 N
  }

  @Test("Values other than +1 and −1, no patterns and states of another width are refused")
  func mistakes() throws {
    for patterns in [Tensor(shape: [0, 4]), Tensor(shape: [2, 0]), Tensor(shape: [2, 2]), Tensor(shape: [4])] {
      #expect(throws: Problem.self) { try HopfieldNetwork(patterns: patterns, learning: .hebbian) }
    }
    let network = try HopfieldNetwork(patterns: RandomPatterns.bipolar(2, 10), learning: .hebbian)
    let problem = #expect(throws: Problem.self) {
      try network.recall(RandomPatterns.bipolar(1, 11), RecallSettings())
    }
    #expect(problem?.what == "states of 11 units do not fit a memory of 10 units")
    #expect(throws: Problem.self) { try network.energies(of: Tensor(shape: [1, 10], filledWith: .nan)) }
  }
}
