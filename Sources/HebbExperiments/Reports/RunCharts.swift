import Foundation
import HebbFigures

/// How training went, as curves over the epochs with one line per layer.
enum RunCharts {
  static func learning(_ metrics: [EpochMetrics], title: String = "") -> [HTMLReport.Block] {
    guard let first = metrics.first else { return [] }
    func chart(_ name: String, _ label: String, _ value: KeyPath<EpochMetrics.Layer, Double>, logarithmic: Bool = false)
      -> HTMLReport.Block
    {
      .chart(
        LineChart(
          title.isEmpty ? name : "\(title): \(name.lowercased())", xLabel: "epoch", yLabel: label,
          series: first.layers.indices.map { layer in
            LineChart.Series(
              "layer \(layer + 1)",
              points: metrics.map { .init(Double($0.epoch), $0.layers[layer][keyPath: value]) })
          }, hasLogarithmicY: logarithmic))
    }
    return accuracy(metrics, title: title) + [
      chart("Weight change per epoch", "‖Δw‖, mean over neurons", \.weightChange, logarithmic: true),
      chart("Entropy of the winners", "1: all win equally often", \.winnerEntropy),
    ]
  }

  /// Of the read-out that learned together with the layers; none if there was none.
  private static func accuracy(_ metrics: [EpochMetrics], title: String) -> [HTMLReport.Block] {
    func series(_ name: String, _ value: (EpochMetrics.Readout) -> Double?) -> LineChart.Series? {
      let points = metrics.compactMap { metrics in
        metrics.readout.flatMap(value).map { LineChart.Point(Double(metrics.epoch), 100 * $0) }
      }
      return points.isEmpty ? nil : LineChart.Series(name, points: points)
    }
    let split = metrics.last?.readout?.evaluatedOn ?? .test
    let curves = [series("training images", \.trainingAccuracy), series("\(split.rawValue) images", \.accuracy)]
      .compactMap(\.self)
    guard !curves.isEmpty else { return [] }
    let name = "Accuracy of the read-out"
    return [
      .chart(
        LineChart(
          title.isEmpty ? name : "\(title): \(name.lowercased())", xLabel: "epoch", yLabel: "% named rightly",
          series: curves))
    ]
  }
}
