import HebbPlasticity
import HebbSupport
import HebbTensor
import Testing

@Suite("Földiák's thresholds")
struct FoldiakThresholdTests {
  @Test("They move by the difference between mean activity and p")
  func definition() {
    let y = Tensor(shape: [2, 3], elements: [1, 0, 3, 0, 0, -1])
    for rows in [
      Rows.dense(y),
      Rows.sparse(SparseRows(samples: 2, neurons: 3, perSample: 2, indices: [0, 2, 2, -1], values: [1, 3, -1, 0])),
    ] {
      var thresholds: [Float] = [0, 1, -1]
      FoldiakThreshold(rate: 2, probability: 0.25).adapt(&thresholds, to: rows, target: 0.9)
      #expect(thresholds == [0.5, 0.5, 0.5])
    }
  }

  @Test("An empty batch moves nothing")
  func empty() {
    var thresholds: [Float] = [1, 2]
    FoldiakThreshold().adapt(&thresholds, to: .dense(Tensor(shape: [0, 2])), target: nil)
    #expect(thresholds == [1, 2])
  }

  @Test("Every neuron comes to be active with probability p", arguments: [0.05, 0.125, 0.5])
  func activity(probability: Double) throws {
    let weights = ActivityFixture.normal([9, 16]).scalingRows(by: (1...9).map { Float($0) / 20 })
    let plasticity = Plasticity(
      rule: Oja(), competition: [FoldiakCompetition(rate: 0)],
      homeostasis: FoldiakThreshold(rate: 0.1, probability: probability), learningRate: 0)
    var population = Population(plasticity, weights: weights)
    var sums = [Float](repeating: 0, count: 9)
    let inputs = (1...20).map { ActivityFixture.normal([50, 16], seed: $0) }
    for batch in 0..<800 {
      let y = try population.learn(from: inputs[batch % inputs.count]).y
      if batch >= 400 { sums = zip(sums, y.columnSums()).map(+) }
    }
    for sum in sums { #expect(abs(Double(sum) / 20_000 - probability) < 0.01) }
  }

  @Test("Parameters come from names, and have ranges")
  func parameters() throws {
    let homeostasis = try FoldiakThreshold(given: ["rate": 1, "probability": 0.2])
    #expect(homeostasis.rate == 1 && homeostasis.probability == 0.2)
    #expect(throws: Problem.self) { try FoldiakThreshold(given: ["probability": 1.5]) }
  }
}
