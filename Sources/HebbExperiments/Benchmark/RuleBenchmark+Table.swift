import Foundation
public import HebbFigures

extension RuleBenchmark {
  /// For people.
  public var table: Table {
    Table(
      columns: [.left("rule"), .left("products"), .right("products, ms"), .right("update, ms"), .right("ratio")],
      rows: timings.map {
        [
          $0.rule, $0.products, Self.milliseconds($0.secondsOfProducts), Self.milliseconds($0.secondsOfUpdate),
          $0.ratio < 0.1 ? "1 / \(String(format: "%.0f", 1 / $0.ratio))" : String(format: "%.2f", $0.ratio),
        ]
      },
      notes: [
        "\(neurons) × \(inputs) weights of unit norm, batches of \(batch); medians of \(rounds) rounds, "
          + "\(threads) threads, \(instructionSet)."
      ])
  }

  private static func milliseconds(_ seconds: Double) -> String { String(format: "%.3f", seconds * 1e3) }
}
