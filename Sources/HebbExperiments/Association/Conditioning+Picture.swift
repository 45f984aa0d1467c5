import Foundation
public import HebbFigures
import HebbMemories

extension Conditioning {
  private static let panel = ChartSize(width: 420, plotHeight: 190)

  /// A column for each rule: acquisition and extinction above, blocking below.
  public static func rows(of results: [Conditioning]) -> [[any Chart]] {
    [results.map(\.acquisitionChart), results.map(\.blockingChart)]
  }

  /// What the rows show.
  public static func caption(of results: [Conditioning]) -> String {
    let shares = results.map { "\($0.rule.rawValue) \(String(format: "%.0f", 100 * $0.blockedShare))\u{A0}%" }
    return
      "A light is followed by food, then no longer (acquisition and extinction). The light is learned first, then light and "
      + "tone together are followed by food; in the control group they are together from the start (Kamin's blocking). "
      + "Of what the tone learns there, the light takes away: " + shares.joined(separator: ", ") + "."
  }

  private var acquisitionChart: any Chart {
    LineChart(
      "\(rule.rawValue): acquisition, extinction", xLabel: "trial", yLabel: "response to the light",
      series: [Self.series("", acquisition.responses.map { $0[0] })],
      verticalReferences: [Self.end(acquisition.phaseEnds[0], "food no longer follows")]
    ).sized(Self.panel)
  }

  private var blockingChart: any Chart {
    let start = blocking.phaseEnds[0]
    return LineChart(
      "\(rule.rawValue): blocking", xLabel: "trial", yLabel: "response",
      series: [
        Self.series("light", blocking.responses.map { $0[0] }), Self.series("tone", blocking.responses.map { $0[1] }),
        Self.series("tone, control group", control.responses.map { $0[1] }, from: start, beside: 1),
      ],
      verticalReferences: [Self.end(start, "light and tone")]
    ).sized(Self.panel)
  }

  private static func series(_ name: String, _ values: [Double], from first: Int = 0, beside other: Int? = nil)
    -> LineChart.Series
  {
    LineChart.Series(
      name, points: values.enumerated().map { .init(Double($0 + first), $1) }, expectationOf: other)
  }

  private static func end(_ trial: Int, _ label: String) -> ChartReference {
    ChartReference(Double(trial), label: label)
  }
}
