import Foundation
public import HebbFigures

extension Ensemble {
  /// The members, and all together.
  public var table: Table {
    func percent(_ fraction: Double) -> String { String(format: "%.2f", 100 * fraction) }
    return Table(
      columns: [.left("\(evaluatedOn.title), %"), .right("seed"), .right("accuracy")],
      rows: members.map { [$0.spec, "\($0.seed)", percent($0.accuracy)] } + [["all together", "", percent(accuracy)]])
  }
}
