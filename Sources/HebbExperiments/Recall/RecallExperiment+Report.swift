import Foundation
public import HebbFigures
import HebbTensor

extension RecallExperiment {
  /// A group for each corruption, a row for each memory.
  public var table: Table {
    let outcomes = Dictionary(grouping: result.outcomes, by: \.corruption)
    return Table(
      "\(result.patterns) images of \(result.dataset), \(result.units) units; \(result.queries) recalled",
      columns: [
        .left("memory"), .right("overlap before"), .right("after"), .right("recalled"), .right("sweeps"), .right("ms"),
      ],
      groups: corruptions.map { corruption in
        Table.Group(corruption.title, rows: (outcomes[corruption.text] ?? []).map(Self.row))
      },
      notes: [
        "Overlap: the cosine between state and stored pattern. Recalled: above 0.99. ms: the whole recall."
      ])
  }

  private static func row(_ outcome: RecallResult.Outcome) -> [String] {
    [
      outcome.memory.rawValue, String(format: "%.3f", outcome.overlapBefore),
      String(format: "%.3f", outcome.overlapAfter), String(format: "%.0f %%", 100 * outcome.recalled),
      String(format: "%.1f", outcome.sweeps) + (outcome.settled < 1 ? "+" : ""),
      String(format: "%.0f", 1000 * outcome.seconds),
    ]
  }

  /// What was stored, what was left of it, and what came back: a panel for each corruption, the memories' answers below
  /// each other.
  public var picture: FigureSheet {
    let binary = pictures.filter { !$0.isContinuous }.map(panel)
    let continuous = pictures.filter(\.isContinuous).map(panel)
    // At most two panels side by side.
    let rows = [binary, continuous].flatMap { panels in
      stride(from: 0, to: panels.count, by: 2).map { Array(panels[$0..<min($0 + 2, panels.count)]) }
    }
    let shares = corruptions.map { corruption in
      let parts = result.outcomes.filter { $0.corruption == corruption.text }
        .map { "\($0.memory.rawValue) \(String(format: "%.0f", 100 * $0.recalled))\u{A0}%" }
      return "\(corruption.title): " + parts.joined(separator: ", ")
    }
    return FigureSheet(
      "Recall: \(result.patterns) images of \(result.dataset) in memories of \(result.units) units", rows: rows,
      caption: "Stored, corrupted, and what each memory made of it. Recalled of \(result.queries) images: "
        + shares.joined(separator: ". ") + ".")
  }

  /// Each once, in the order given.
  private var corruptions: [Corruption] {
    pictures.map(\.corruption).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  private func panel(_ images: RecalledImages) -> any Chart {
    let columns = images.rows[0].values.shape[0]
    let values = images.rows.flatMap(\.values.elements)
    return ImagePanel(
      images.corruption.title + (images.isContinuous ? ", grey values" : ""),
      fields: Tensor(
        shape: [images.rows.count * columns, shape.channels, shape.height, shape.width], elements: values),
      columns: columns, rowLabels: images.rows.map(\.name), scaling: .perTile, tileSide: 46)
  }
}
