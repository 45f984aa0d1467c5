import Foundation
public import HebbFigures
import HebbMemories

extension Conditioning {
  /// One row a rule.
  public static func table(of results: [Conditioning]) -> Table {
    Table(
      "Classical conditioning: responses",
      columns: [
        .left("rule"), .right("light, learned"), .right("extinguished"), .right("tone after light"),
        .right("tone in control"), .right("blocked"),
      ],
      rows: results.map { result in
        [result.rule.rawValue]
          + [result.acquired, result.extinguished, result.toneAfterLight, result.toneInControl].map {
            String(format: "%.2f", $0)
          } + [String(format: "%.0f %%", 100 * result.blockedShare)]
      },
      notes: [
        "Blocked: the share of what the tone learns in the control group that the light, learned before, takes away."
      ]
    )
  }
}
