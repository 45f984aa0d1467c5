import Foundation
public import HebbFigures

extension VerificationReport {
  /// A row for each case, grouped by file, with the relative error of every result.
  public var table: Table {
    var groups: [Table.Group] = []
    for outcome in cases {
      if groups.last?.heading != outcome.file { groups.append(Table.Group(outcome.file, rows: [])) }
      groups[groups.count - 1].rows.append([
        outcome.name, outcome.kind, outcome.result.rawValue, Self.details(of: outcome),
      ])
    }
    return Table(
      columns: [.left("case"), .left("kind"), .left("result"), .left("relative error")], groups: groups,
      notes: [summary + String(format: " (tolerance %.0e).", Verification.tolerance)])
  }

  private static func details(of outcome: CaseOutcome) -> String {
    if let reason = outcome.reason { return reason }
    let comparisons = outcome.comparisons
    // A line of nine errors that all match would widen the table for nothing; of those that differ each is of interest.
    if comparisons.count > 4 {
      let differing = comparisons.filter { !$0.matches }
      let largest = comparisons.max { $0.relativeError < $1.relativeError }.map { [$0] } ?? []
      let shown = details(of: differing.isEmpty ? largest : differing, of: outcome)
      return differing.isEmpty ? "\(shown) at most, \(comparisons.count) results" : shown
    }
    return details(of: comparisons, of: outcome)
  }

  private static func details(of comparisons: [QuantityComparison], of outcome: CaseOutcome) -> String {
    comparisons.map { comparison in
      let error = comparison.relativeError == 0 ? "0" : String(format: "%.1e", comparison.relativeError)
      // In a case that differs, what differs should not have to be searched for.
      let mark = outcome.result == .differs && !comparison.matches ? " ✗" : ""
      return "\(comparison.name) \(error)\(mark)"
    }.joined(separator: ", ")
  }
}
