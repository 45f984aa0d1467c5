import HebbTensor
import Testing

@testable import HebbExperiments

@Suite("What has become of the neurons")
struct LayerHealthTests {
  /// - Parameter wins: of each neuron, in both epochs; the neurons' weights are orthogonal.
  private func health(wins: [Int], moved: Float = 0.1) -> LayerHealth {
    let count = wins.count
    let weights = (0..<count).map { row in (0..<count).map { $0 == row ? 1 : 0 as Float } }
    let before = weights.flatMap(\.self)
    let layer = EpochMetrics.Layer(
      wins: wins, before: before, after: before.map { $0 + moved }, thresholds: [Float](repeating: 0, count: count))
    let geometry = WeightGeometry(Tensor(rows: weights), parallel: Parallel(threads: 1))
    return LayerHealth(of: geometry, layer: 0, first: layer, last: layer)
  }

  @Test("Nothing is found where all neurons win and learn")
  func well() {
    let health = health(wins: [5, 5, 5, 5])
    #expect(health.findings.isEmpty && health.silent == 0)
    #expect(abs((health.effectiveWinners ?? 0) - 4) < 1e-9)
  }

  @Test("Silent neurons, few winners, and layers that do not move are told of, with what to do")
  func findings() {
    let silent = health(wins: [5, 5, 0, 5])
    #expect(silent.silent == 0.25)
    #expect(silent.findings.map(\.what) == ["layer 1: 25 % of the neurons did not win once in the last epoch"])
    #expect(silent.findings[0].advice.contains("homeostasis"))
    // One neuron wins, the others hardly ever: the entropy is nearly 0.
    let few = health(wins: [1_000_000] + [Int](repeating: 1, count: 11))
    #expect((few.effectiveWinners ?? 0) < 1.001)
    #expect(few.findings.count == 1 && few.findings[0].what.contains("as if there were 1 and not 12"))
    let still = health(wins: [5, 5, 5, 5], moved: 1e-6)
    #expect(still.findings.count == 1 && still.findings[0].advice.contains("learningRate"))
  }

  @Test("Where nothing competes, who won is not asked")
  func noCompetition() {
    let health = health(wins: [0, 0, 0, 0])
    #expect(health.silent == nil && health.effectiveWinners == nil && health.findings.isEmpty)
  }

  @Test("Copies are told of")
  func copies() {
    let twins = WeightGeometry(Tensor(rows: [[1, 0], [1, 0.001], [0, 1], [1, 1]]), parallel: Parallel(threads: 1))
    let layer = EpochMetrics.Layer(
      wins: [5, 5, 5, 5], before: [Float](repeating: 0, count: 8), after: [Float](repeating: 1, count: 8),
      thresholds: [0, 0, 0, 0])
    let health = LayerHealth(of: twins, layer: 2, first: layer, last: layer)
    #expect(health.copies == 0.25)
    #expect(health.findings.map(\.what) == ["layer 3: 25 % of the neurons have the same weights as another one"])
  }
}
