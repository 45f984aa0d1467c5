import Foundation
public import HebbFigures

extension Conditioning {
  private static let panel = ChartSize(width: 420, plotHeight: 190)

  /// A column for each rule: acquisition and extinction above, blocking below.
  public static func rows(of results: [Conditioning]) -> [[any Chart]] {
    [results.map(\.acquisitionChart), results.map(\.blockingChart)]
  }

  /// What the rows show.
  public static func caption(of results: [Conditioning]) -> String {
    let shares = results.map { "\($0.rule.rawValue) \(String(format: "%.0f", 100 * $0.blockedShare)) %" }
    return "Above: a light is followed by food, then no longer. Below: the light is learned first, then light and tone are "
      + "followed by food together (Kamin's blocking). In the control group they are together from the start. "
      + "How much of what the tone learns there does the light take away? " + shares.joined(separator: ", ") + "."
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
        Self.series("tone, control", control.responses.map { $0[1] }, from: start),
      ],
      verticalReferences: [Self.end(start, "light and tone")]
    ).sized(Self.panel)
  }

  private static func series(_ name: String, _ values: [Double], from first: Int = 0) -> LineChart.Series {
    LineChart.Series(name, points: values.enumerated().map { .init(Double($0 + first), $1) })
  }

  private static func end(_ trial: Int, _ label: String) -> ChartReference {
    ChartReference(Double(trial), label: label)
  }
}
