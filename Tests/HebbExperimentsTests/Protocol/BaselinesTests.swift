import Foundation
import HebbNetworks
import HebbPlasticity
import HebbSupport
import HebbTensor
import TestSupport
import Testing

@testable import HebbExperiments

@Suite("Matched baselines")
struct BaselinesTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try SyntheticImages.writeCIFAR(to: folder.url)
  }

  private func options(seeds: Int = 1, reuses: Bool = false, in store: String = "runs") -> SeedSeries.Options {
    .init(
      run: .init(store: folder.file(store), data: folder.url, cache: nil, parallel: Parallel(threads: 2)),
      seeds: seeds, reuses: reuses)
  }

  private func baselines(
    _ specification: ExperimentSpecification, epochs: Int = 2, _ options: SeedSeries.Options
  ) throws -> Study {
    try Study.baselines(
      of: specification, backpropagationEpochs: epochs, options, stop: StopRequest()
    ) { _, _ in }
  }

  @Test("The experiment, the untrained network and back-propagation, read out alike and tested against the first")
  func study() throws {
    let study = try baselines(TinyExperiment.layer(), options(seeds: 2))
    #expect(study.arms.map(\.name) == ["Hebbian, 1 epoch", "untrained", "back-propagation, 2 epochs"])
    #expect(study.arms.map(\.epochs) == [1, 0, 2] && study.differences.count == 2)
    let records = try study.arms.map { try RunRecord.load(from: RunFolder(URL(fileURLWithPath: $0.runs[0]))) }
    #expect(records.map(\.method) == [.hebbian, .hebbian, .backpropagation])
    #expect(records.allSatisfy { $0.status == .finished && $0.accuracy?["output"] != nil })
    #expect(Set(records.compactMap(\.weightsDigest)).count == 3)
    let run = RunFolder(URL(fileURLWithPath: study.arms[2].runs[0]))
    let lines = try String(contentsOf: run.url.appendingPathComponent("backpropagation.jsonl"), encoding: .utf8)
      .split(separator: "\n")
    let metrics = try lines.map { try JSONDecoder().decode(BackpropagationMetrics.self, from: Data($0.utf8)) }
    #expect(metrics.map(\.epoch) == [1, 2] && metrics[1].loss < metrics[0].loss)
    #expect(try FilterPicture.pictures(of: run).count == 1)
    #expect(try String(contentsOf: run.report, encoding: .utf8).contains("Cross-entropy"))
  }

  @Test("Finished ones are used again, and a baseline is never taken for the experiment")
  func reuse() throws {
    let first = try baselines(TinyExperiment.layer(epochs: 2), options())
    let again = try baselines(TinyExperiment.layer(epochs: 2), options(reuses: true))
    #expect(again.arms.map(\.runs) == first.arms.map(\.runs))
    let longer = try baselines(TinyExperiment.layer(epochs: 2), epochs: 3, options(reuses: true))
    #expect(longer.arms[2].runs != first.arms[2].runs && longer.arms[0].runs == first.arms[0].runs)
  }

  @Test("A read-out that learns together with the layers does so over untrained layers, and under back-propagation")
  func together() throws {
    let specification = try ExperimentSpecification.resolve("hebbnet-fast").setting([
      "dataset=cifar10", "layers.0.channels=12", "training.epochs=2", "training.batch=10",
    ])
    let study = try baselines(specification, epochs: 6, options())
    #expect(study.arms.map(\.epochs) == [2, 2, 6])
    let records = try study.arms.map { try RunRecord.load(from: RunFolder(URL(fileURLWithPath: $0.runs[0]))) }
    #expect(records.allSatisfy { $0.accuracy?.keys.sorted() == ["output"] })
    // Four classes that differ plainly: chance is a quarter.
    #expect(try #require(records[2].accuracy?["output"]) > 0.4)
  }

  @Test("Baselines that are interrupted go on where they were")
  func interrupted() throws {
    let whole = try baselines(TinyExperiment.layer(epochs: 2), epochs: 3, options())
    let stop = StopRequest()
    #expect(throws: Interruption.self) {
      try Study.baselines(
        of: TinyExperiment.layer(epochs: 2), backpropagationEpochs: 3, options(reuses: true, in: "others"), stop: stop
      ) { title, event in
        if title.contains("back-propagation"), case .training(epoch: 2, _, _, _) = event { stop.request() }
      }
    }
    func begunBaselines() throws -> [String] {
      try folder.names(in: "others").filter { $0.contains("backpropagation") }
    }
    let begun = try begunBaselines()
    let resumed = try baselines(TinyExperiment.layer(epochs: 2), epochs: 3, options(reuses: true, in: "others"))
    #expect(try begunBaselines() == begun && begun.count == 1)
    let digests = try [whole, resumed].map { study in
      try study.arms.map { try RunRecord.load(from: RunFolder(URL(fileURLWithPath: $0.runs[0]))).weightsDigest }
    }
    #expect(digests[0] == digests[1])
  }
}
