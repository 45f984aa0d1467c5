import Foundation
import HebbNetworks
import HebbTensor
import TestSupport
import Testing

@testable import HebbExperiments

@Suite("Table 1")
struct Table1Tests {
  @Test("Both networks are run for every seed, and the results kept with a page and pictures")
  func run() throws {
    let folder = try TemporaryFolder()
    try SyntheticImages.writeCIFAR(to: folder.url)
    let (table, report) = try Table1.run(
      .init(
        run: .init(
          store: folder.file("runs"), data: folder.url, cache: nil, seed: 5, parallel: Parallel(threads: 2)), seeds: 2),
      changes: TinyExperiment.scale, stop: StopRequest()
    ) { _, _ in }
    #expect(table.dataset == "cifar10" && table.epochs == 2 && table.seeds == [5, 6] && table.runs.count == 4)
    #expect(table.rows.map(\.spec) == ["hebbian-cnn", "hebbian-cnn", "hebbian-cnn-pruned", "hebbian-cnn-pruned"])
    #expect(table.rows.map(\.trained) == [false, true, false, true])
    for row in table.rows {
      #expect(Set(row.accuracy.keys) == Set(Table1Report.columns))
      #expect(row.accuracy.values.allSatisfy { $0.standardDeviation != nil && (0...1).contains($0.mean) })
    }
    #expect(Set(table.imagesPerSecond.keys) == Set(Table1.experiments))
    let page = try String(contentsOf: report, encoding: .utf8)
    for word in ["Triangle method", "hebbian-cnn-pruned.yaml", "data:image/png", "Entropy"] {
      #expect(page.contains(word), "\(word)")
    }
    let run = RunFolder(report.deletingLastPathComponent())
    for name in Table1.experiments {
      let pictures = try FileManager.default.contentsOfDirectory(atPath: run.figures.appendingPathComponent(name).path)
      #expect(pictures.sorted() == ["layer-1.png", "layer-2.png", "layer-3.png"])
    }
    let json =
      try JSONSerialization.jsonObject(
        with: Data(contentsOf: run.url.appendingPathComponent("table1.json"))) as? [String: Any]
    #expect((json?["rows"] as? [Any])?.count == 4)
  }
}
