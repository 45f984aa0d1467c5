import Foundation
import HebbFigures

extension [LayerHealth] {
  /// A row for each layer.
  var table: Table {
    func number(_ value: Double?, _ format: String) -> String { value.map { String(format: format, $0) } ?? "–" }
    return Table(
      columns: [
        .left(""), .right("neurons"), .right("never won"), .right("as if so many won"), .right("copies"),
        .right("directions"), .right("moved in the first epoch"), .right("in the last"),
      ],
      rows: enumerated().map { index, layer in
        [
          "layer \(index + 1)", "\(layer.neurons)", number(layer.silent.map { 100 * $0 }, "%.1f %%"),
          number(layer.effectiveWinners, "%.0f"), number(100 * layer.copies, "%.1f %%"),
          number(layer.effectiveRank, "%.1f"),
          number(100 * layer.firstChange, "%.2g %%"), number(100 * layer.lastChange, "%.2g %%"),
        ]
      })
  }

  /// Of all layers, the lowest first.
  public var findings: [HealthFinding] { flatMap(\.findings) }
}
