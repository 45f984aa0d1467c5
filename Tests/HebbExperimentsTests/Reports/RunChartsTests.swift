import HebbFigures
import Testing

@testable import HebbExperiments

@Suite("Curves of a run")
struct RunChartsTests {
  @Test("There are two, with a line per layer, and none without epochs")
  func learning() throws {
    let layer = EpochMetrics.Layer(deadNeurons: 0, winnerEntropy: 0.9, weightChange: 0.1, thresholdSpread: 0.2)
    let metrics = (1...3).map { EpochMetrics(epoch: $0, seconds: 1, imagesPerSecond: 1, layers: [layer, layer]) }
    #expect(RunCharts.learning(metrics).count == 2)
    #expect(RunCharts.learning([]).isEmpty)
  }
}
