import Foundation
import HebbTensor
import TestSupport
import Testing

@testable import HebbExperiments

@Suite("The report of a run")
struct RunReportTests {
  private var record: RunRecord {
    RunRecord(
      run: "/runs/one", spec: "net", dataset: "cifar10", seed: 1, threads: 2, kernels: "base", version: "1",
      machine: "any", started: Date(timeIntervalSince1970: 0))
  }

  @Test("For the terminal: a table with a row for each state, then the speed")
  func summary() {
    var record = record
    record.untrainedAccuracy = ["layer1Quadrants": 0.5, "layer2Quadrants": 0.25, "output": 0.1]
    record.accuracy = ["layer1Quadrants": 0.568, "layer2Quadrants": 0.62, "output": 1]
    (record.imagesPerSecond, record.secondsPerEpoch) = (8123.4, 6.15)
    #expect(
      RunReport.summary(record) == """
        test accuracy  layer 1 quadrants  layer 2 quadrants   output
        ─────────────  ─────────────────  ─────────────────  ───────
        untrained                 50.0 %             25.0 %   10.0 %
        trained                   56.8 %             62.0 %  100.0 %

        8123 images per second, 6.2 s per epoch (2 threads)
        """)
    record.health = [
      LayerHealth(
        neurons: 50, silent: 0.3, effectiveWinners: 20, copies: 0, effectiveRank: 12, firstChange: 0.2,
        lastChange: 0.01,
        findings: [HealthFinding(what: "layer 1: some are silent", advice: "Wake them.")])
    ]
    #expect(
      RunReport.summary(record).contains(
        "\nnote: layer 1: some are silent\n  Wake them."))
  }

  @Test("Ten layers are in order, and what is not known is left out")
  func manyLayers() {
    var record = record
    record.accuracy = Dictionary(
      uniqueKeysWithValues: (1...10).map { ("layer\($0)Quadrants", 0.1) } + [("output", 0.2)])
    let header = RunReport.summary(record).split(separator: "\n")[0]
    let order = header.matches(of: /layer (\d+)/).compactMap { Int($0.1) }
    #expect(order == Array(1...10))
    #expect(RunReport.summary(self.record).isEmpty)
  }

  @Test("It is a page of its own with table, pictures, curves and specification", arguments: [0, 2])
  func page(epochs: Int) throws {
    let folder = try TemporaryFolder()
    try SyntheticImages.writeCIFAR(to: folder.url)
    let run = try TrainingRun.start(
      TinyExperiment.specification("hebbian-cnn", "training.epochs=\(epochs)"),
      .init(store: folder.file("runs"), data: folder.url, cache: nil, parallel: Parallel(threads: 2)),
      stop: StopRequest()
    ) { _ in }
    try run.train()
    try RunReport.write(run)
    let page = try String(contentsOf: run.folder.report, encoding: .utf8)
    for word in ["What the layers know", "data:image/png", "channels: 16", try #require(run.record.weightsDigest)] {
      #expect(page.contains(word), "\(word)")
    }
    #expect(page.contains("Entropy of the winners") == (epochs > 0))
    #expect(page.contains("How the neurons are") == (epochs > 0) && (run.record.health?.count == 3) == (epochs > 0))
    #expect(try FileManager.default.contentsOfDirectory(atPath: run.folder.figures.path).count == 3)
  }
}
