import HebbPlasticity
import HebbSupport
import HebbTensor
import Testing

@Suite("Adaptive thresholds")
struct AdaptiveThresholdTests {
  @Test("They move by the difference between the fraction of samples above 0 and the target")
  func definition() {
    let y = Tensor(shape: [4, 3], elements: [1, 0, 0.2, 1, 0, -1, 1, 0, 3, 0, 0, .nan])
    for rows in [Rows.dense(y), WinnerTakeAll(winners: 3).compete(.dense(y), state: PlasticState())] {
      var thresholds: [Float] = [0, 1, -1]
      AdaptiveThreshold(rate: 2).adapt(&thresholds, to: rows, target: 0.25)
      #expect(thresholds == [1, 0.5, -0.5])
    }
  }

  @Test("The target is the one given, or that of the competition, or one tenth")
  func targets() {
    func moved(_ homeostasis: AdaptiveThreshold, _ target: Double?) -> Float {
      var thresholds: [Float] = [0]
      homeostasis.adapt(&thresholds, to: .dense(Tensor(shape: [1, 1], filledWith: 1)), target: target)
      return thresholds[0]
    }
    #expect(moved(AdaptiveThreshold(rate: 1, target: 0.75), 0.5) == 0.25)
    #expect(moved(AdaptiveThreshold(rate: 1), 0.5) == 0.5)
    #expect(moved(AdaptiveThreshold(rate: 1), nil) == 0.9)
  }

  @Test("An empty batch moves nothing")
  func empty() {
    var thresholds: [Float] = [1, 2]
    AdaptiveThreshold().adapt(&thresholds, to: .dense(Tensor(shape: [0, 2])), target: 0.5)
    #expect(thresholds == [1, 2])
  }

  @Test("Neurons of very different strength come to win equally often", arguments: [1, 3])
  func firingRates(winners: Int) throws {
    // Weight vectors of lengths 1 to 12: without thresholds the longest win almost always.
    let neurons = 12
    let directions = ActivityFixture.normal([neurons, 20])
    let weights = directions.scalingRows(by: (1...neurons).map { Float($0) / 4 })
    let plasticity = Plasticity(
      rule: Oja(), competition: [WinnerTakeAll(winners: winners)], homeostasis: AdaptiveThreshold(rate: 2),
      learningRate: 0)
    var population = Population(plasticity, weights: weights)
    var wins = [Float](repeating: 0, count: neurons)
    let inputs = (1...20).map { ActivityFixture.normal([50, 20], seed: $0) }
    for batch in 0..<600 {
      let y = try population.learn(from: inputs[batch % inputs.count]).y
      if batch >= 200 { wins = zip(wins, y.columnSums()).map(+) }
    }
    for count in wins { #expect(abs(count / 20_000 - Float(winners) / Float(neurons)) < 0.005) }
  }

  @Test("Parameters come from names, and have ranges")
  func parameters() throws {
    let homeostasis = try AdaptiveThreshold(given: ["rate": 1, "target": 0.2])
    #expect(homeostasis.rate == 1 && homeostasis.target == 0.2)
    #expect(throws: Problem.self) { try AdaptiveThreshold(given: ["rate": -1]) }
    #expect(throws: Problem.self) { try AdaptiveThreshold(given: ["target": 1.5]) }
  }
}
