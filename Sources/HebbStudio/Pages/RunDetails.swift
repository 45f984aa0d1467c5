import Foundation
import HebbSupport

/// Everything that the page of one run shows, as JSON: its list entry, record, curves, history and settings.
struct RunDetails {
  let json: String

  init(_ run: ListedRun, settings: [String: String], in store: SealedFolder) throws {
    func lines(_ file: String) -> String {
      JSONText.array(store.read("\(run.name)/\(file)").map { JSONLines.texts(of: JSONLines.lines(of: $0)) } ?? [])
    }
    func object(_ file: String) -> String { store.read("\(run.name)/\(file)").flatMap(JSONText.checked) ?? "null" }
    let specification = store.read("\(run.name)/spec.yaml", limit: 1 << 20).map { String(decoding: $0, as: UTF8.self) }
    let figures = store.names("\(run.name)/figures").filter { $0.hasSuffix(".png") }
    json = JSONText.object([
      "run": try JSONText.of(run), "record": object("run.json"), "progress": object("progress.json"),
      "metrics": lines("metrics.jsonl"), "history": lines("history.jsonl"),
      "specification": try JSONText.of(specification ?? ""), "settings": try JSONText.of(settings),
      "figures": try JSONText.of(figures), "hasReport": "\(store.holdsFile("\(run.name)/report.html"))",
    ])
  }
}
