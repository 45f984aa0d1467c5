import Foundation
import Testing

@testable import HebbExperiments

@Suite("Metrics of an epoch")
struct EpochMetricsTests {
  private func layer(
    wins: [Int], before: [Float]? = nil, after: [Float]? = nil, thresholds: [Float]? = nil
  ) -> EpochMetrics.Layer {
    let zeros = [Float](repeating: 0, count: wins.count)
    return .init(wins: wins, before: before ?? zeros, after: after ?? zeros, thresholds: thresholds ?? zeros)
  }

  @Test(
    "The winners' entropy is 1 if all win equally often and 0 if one wins always",
    arguments: [
      ([5, 5, 5, 5], 1), ([0, 9, 0, 0], 0), ([4, 4, 0, 0], 0.5), ([0, 0, 0, 0], 0), ([1_000_000, 1_000_000], 1),
    ] as [([Int], Double)])
  func entropy(wins: [Int], expected: Double) {
    #expect(abs(layer(wins: wins).winnerEntropy - expected) < 1e-12)
  }

  @Test(
    "Neurons that never won are dead", arguments: [([1, 2, 3], 0), ([0, 2, 0], 2 / 3), ([0], 1)] as [([Int], Double)])
  func dead(wins: [Int], expected: Double) {
    #expect(layer(wins: wins).deadNeurons == expected)
  }

  @Test("The change of weights is the mean distance of the weight vectors")
  func change() {
    let change = layer(wins: [1, 1], before: [0, 0, 1, 1], after: [3, 4, 1, 1]).weightChange
    #expect(change == 2.5)
  }

  @Test("The spread of thresholds is their mean distance from their mean")
  func spread() {
    #expect(layer(wins: [1, 1, 1, 1], thresholds: [-1, 1, 3, 5]).thresholdSpread == 2)
    #expect(layer(wins: [1, 1], thresholds: [7, 7]).thresholdSpread == 0)
  }

  @Test("It survives being written as JSON, to the last bit")
  func json() throws {
    let metrics = EpochMetrics(
      epoch: 3, seconds: 0.1 + 0.2, imagesPerSecond: 1 / 3,
      layers: [layer(wins: [1, 2, 4], after: [0.1, 0.2, 0.3], thresholds: [0.1, 0.7, 0.9])])
    #expect(try JSONDecoder().decode(EpochMetrics.self, from: JSONEncoder().encode(metrics)) == metrics)
  }
}
