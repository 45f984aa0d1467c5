import Foundation
import HebbSupport

/// The runs of the store: the one place that knows where the page's list comes from.
actor RunCatalog {
  private let store: SealedFolder
  private var kept: [String: (stamp: FileStamp, run: ListedRun)] = [:]
  private var sorted: [ListedRun] = []

  init(_ store: SealedFolder) { self.store = store }

  /// The newest first.
  func runs(fresh: Bool = true) -> [ListedRun] {
    if fresh || sorted.isEmpty { refresh() }
    return sorted
  }

  /// Looked up among those that are known, and in the store if it is not.
  func run(named name: String) -> ListedRun? {
    if let known = sorted.first(where: { $0.name == name }), !known.isRunning { return known }
    return runs().first { $0.name == name }
  }

  /// The specification's values by path: "layers.0.rule".
  func settings(of run: ListedRun) -> [String: String] { [:] }

  private func refresh() {
    let names = store.names()
    var next: [String: (stamp: FileStamp, run: ListedRun)] = [:]
    for name in names {
      guard let stamp = store.stamp(name, "run.json") else { continue }
      if let known = kept[name], known.stamp == stamp {
        next[name] = known
      } else if let data = store.read(name, "run.json"), let run = ListedRun(name: name, record: data) {
        next[name] = (stamp, run)
      }
    }
    kept = next
    sorted = next.values.map(\.run).sorted { ($0.started, $0.name) > ($1.started, $1.name) }
  }
}

extension ListedRun {
  private struct Record: Decodable {
    let kind: String?
    let spec: String
    let title: String?
    let dataset: String?
    let method: String?
    let vocabulary: String?
    let seed: UInt64
    let status: String
    let started: String
    let accuracy: [String: Double]?
    let testBits: Double?
    let testAccuracy: Double?
    let imagesPerSecond: Double?
    let charactersPerSecond: Double?
  }

  /// - Returns: nil if the record is damaged.
  init?(name: String, record: Data) {
    guard let record = try? JSONDecoder().decode(Record.self, from: record) else { return nil }
    self.init(
      name: name, kind: record.kind ?? "images", experiment: record.spec,
      data: record.dataset ?? record.title ?? "", method: record.method, seed: record.seed, status: record.status,
      started: record.started)
    for (readout, value) in record.accuracy ?? [:] { values["accuracy.\(readout)"] = value }
    values["testBits"] = record.testBits
    values["testAccuracy"] = record.testAccuracy
    values["imagesPerSecond"] = record.imagesPerSecond
    values["charactersPerSecond"] = record.charactersPerSecond
    writes = record.vocabulary != nil
  }
}
