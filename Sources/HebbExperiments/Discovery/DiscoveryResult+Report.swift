import Foundation
import HebbFigures
import HebbPlasticity
import HebbSupport

extension DiscoveryResult {
  /// Tables and formula for the terminal.
  public var text: String {
    guard !terms.isEmpty else {
      return """
        No rule was found: the best is to change nothing.
        Try another --seed, more --generations, or a larger --population.
        """
    }
    let asLoss = loss.map { ["as a loss: L = −½ Σ y², y = \($0)"] } ?? []
    return ([termTable.text(), ruleTable.text(), "formula: \(formula)"] + asLoss).joined(separator: "\n")
  }

  private var termTable: Table {
    Table(
      columns: [.left("term"), .right("coefficient"), .right("relative"), .right("worth")],
      rows: terms.map { [$0.term.description] + [$0.coefficient, $0.relative, $0.worth].map(Self.decimals) },
      notes: ["worth: the fitness that is lost without the term"])
  }

  private var ruleTable: Table {
    let scores = rules.first?.scores.map(\.name) ?? []
    return Table(
      columns: [.left("rule"), .left("formula"), .right("fitness")] + scores.map { .right($0) },
      rows: rules.map { rule in
        [rule.name, rule.formula.formula(digits: 4)] + ([rule.fitness] + rule.scores).map(Self.cell)
      }, notes: ["task \(task), seed \(seed), \(generations) generations of \(population)"])
  }

  private static func decimals(_ number: Double) -> String { String(format: "%.4f", number) }

  private static func cell(_ score: DiscoveryScore) -> String {
    guard score.value.isFinite else { return "diverges" }
    return decimals(score.value) + (score.standardError.map { " ± " + decimals($0) } ?? "")
  }

  /// The rule as it goes into an experiment.
  var yaml: String {
    """
    # hebb discover --task \(task) --seed \(seed): \(generations) generations of \(population)
    rule: {name: polynomial, formula: "\(formula)"}

    """
  }

  /// Writes the result, the rule and the picture.
  func write(to folder: DiscoveryFolder, history: [DiscoveryState.Generation]) throws {
    try AtomicFile.write(JSONOutput.data(self), to: folder.result)
    try AtomicFile.write(Data(yaml.utf8), to: folder.rule)
    try AtomicFile.write(Data(Self.chart(history).svg().utf8), to: folder.chart)
  }

  static func chart(_ history: [DiscoveryState.Generation]) -> LineChart {
    func series(_ name: String, _ value: KeyPath<DiscoveryState.Generation, Double?>) -> LineChart.Series {
      LineChart.Series(name, values: history.map { $0[keyPath: value] ?? .nan })
    }
    return LineChart(
      "Fitness of the population", xLabel: "generation", yLabel: "fitness, less the cost of terms",
      series: [series("best", \.bestFitness), series("mean", \.meanFitness)])
  }
}
