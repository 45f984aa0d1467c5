import Foundation
public import HebbFigures
import HebbMemories

extension AssociationLesson {
  /// Weights and responses at a few moments of each rule's history.
  public var table: Table {
    let inputs = histories.first?.finalWeights.count ?? 0
    let columns: [Table.Column] =
      [.right("trial")] + (1...max(1, inputs)).map { .right("w\($0)") }
      + probes.map { .right("response to \(Self.text($0))") }
    return Table(
      "Learning \(phases.map { $0.pairs.joined(separator: " and ") }.joined(separator: ", then "))", columns: columns,
      groups: histories.map { history in
        Table.Group(
          "\(history.rule.rawValue): \(history.rule.formula)",
          rows: moments(of: history).map { trial in
            ["\(trial)"] + (history.weights[trial] + history.responses[trial]).map { String(format: "%.3f", $0) }
          })
      },
      notes: ["η = \(rate), λ = \(decay), \(trials) presentations of each pair, weights from seed \(seed)."])
  }

  /// A chart of the weights for each rule.
  public var row: [any Chart] {
    histories.map { history in
      LineChart(
        "\(history.rule.rawValue): weights", xLabel: "trial", yLabel: "weight",
        series: history.finalWeights.indices.map { input in
          LineChart.Series(
            "w\(input + 1)", points: history.weights.enumerated().map { .init(Double($0), $1[input]) })
        },
        verticalReferences: history.phaseEnds.dropLast().enumerated().map {
          ChartReference(Double($1), label: "phase \($0 + 2)")
        }
      ).sized(ChartSize(width: 420, plotHeight: 190))
    }
  }

  /// What the row of charts shows.
  public var caption: String {
    let pairs = phases.map { $0.pairs.joined(separator: " and ") }.joined(separator: ", then ")
    return "The pairs \(pairs), \(trials) times each."
  }

  /// The first trials, then fewer and fewer, and the ends of the phases.
  private func moments(of history: AssociationHistory) -> [Int] {
    let last = history.weights.count - 1
    let early = [0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].filter { $0 <= last }
    return Set(early + history.phaseEnds + [last]).sorted()
  }

  private static func text(_ inputs: [Double]) -> String {
    inputs.map { $0 == $0.rounded() ? "\(Int($0))" : "\($0)" }.joined(separator: ",")
  }
}
