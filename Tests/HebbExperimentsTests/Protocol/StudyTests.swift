import Foundation
import HebbSupport
import HebbTensor
import TestSupport
import Testing

@testable import HebbExperiments

@Suite("A study of several seeds")
struct StudyTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try SyntheticImages.writeCIFAR(to: folder.url)
  }

  private func options(seeds: Int, validation: Int? = nil) -> SeedSeries.Options {
    .init(
      run: .init(
        store: folder.file("runs"), data: folder.url, cache: nil, validation: validation,
        parallel: Parallel(threads: 2)),
      seeds: seeds)
  }

  private func entries(_ channels: Int...) -> [Study.Entry] {
    channels.map { Study.Entry(name: "\($0) neurons", specification: TinyExperiment.layer(channels: $0)) }
  }

  private func compare(_ entries: [Study.Entry], seeds: Int = 2, validation: Int? = nil) throws -> Study {
    try Study.comparison(of: entries, options(seeds: seeds, validation: validation), stop: StopRequest()) { _, _ in }
  }

  @Test("One experiment: figures of every seed with their mean and interval, kept as JSON, page and picture")
  func single() throws {
    let study = try Study.seeds(
      of: TinyExperiment.specification("hebbian-cnn"), options(seeds: 3, validation: 15), stop: StopRequest()
    ) { _, _ in }
    let arm = study.arms[0]
    #expect(study.arms.count == 1 && study.differences.isEmpty && study.seeds == [1, 2, 3] && arm.runs.count == 3)
    #expect(study.readouts == ["layer1Quadrants", "layer2Quadrants", "output"])
    for (name, values) in arm.accuracies { #expect(arm.accuracy[name] == Statistic(values) && values.count == 3) }
    #expect(study.evaluatedOn == .validation && study.text.contains("validation accuracy, %"))
    #expect(study.text.contains("measured on 15 training images held out") && study.text.contains("3 seeds (1 to 3)"))
    let page = try String(contentsOf: study.report, encoding: .utf8)
    for word in ["layer 1 quadrants", "95 % interval", "<svg", "15 training images held out"] {
      #expect(page.contains(word), "\(word)")
    }
    #expect(try String(contentsOf: study.picture, encoding: .utf8).contains("</svg>"))
    let file = URL(fileURLWithPath: study.folder).appendingPathComponent("study.json")
    let json = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
    #expect(json["evaluatedOn"] as? String == "validation" && json["validation"] as? Int == 15)
  }

  @Test("Two experiments: the paired test over the same seeds and held-out images")
  func pair() throws {
    let study = try compare(entries(8, 12), seeds: 3, validation: 30)
    let difference = try #require(study.differences.first)
    let values = study.arms.compactMap { $0.accuracies["output"] }
    #expect(difference.test == PairedTest(values[0], values[1]) && study.differences.count == 1)
    #expect(difference.correctedPValue == difference.test.pValue)
    #expect((difference.arm, difference.reference) == ("12 neurons", "8 neurons"))
    #expect(study.text.contains("difference") && !study.text.contains("Holm"))
  }

  @Test("Several experiments are held against the first, and the p-values corrected")
  func several() throws {
    let study = try compare(entries(8, 12, 4))
    #expect(study.differences.map(\.arm) == ["12 neurons", "4 neurons"])
    #expect(
      study.differences.map(\.correctedPValue) == HolmCorrection.adjusted(study.differences.map(\.test.pValue)))
    #expect(study.text.contains("p, Holm"))
  }

  @Test("Read-outs that only one of them has are shown, but not tested")
  func unequal() throws {
    let deep = Study.Entry(name: "deep", specification: try TinyExperiment.specification("hebbian-cnn"))
    let study = try compare(entries(8) + [deep])
    #expect(study.differences.map(\.readout) == ["output"])
    #expect(study.readouts == ["layer1Quadrants", "layer2Quadrants", "output"])
    #expect(study.text.contains("layer 2 quadrants"))
  }

  @Test("What cannot be compared is refused before anything is trained")
  func refused() throws {
    var other = TinyExperiment.layer()
    other.dataset = "mnist"
    let cases: [([Study.Entry], Int, String)] = [
      (entries(8), 3, "nothing to compare"), (entries(8, 12), 1, "--seeds"), (entries(8, 8), 2, "the same experiment"),
      (entries(8) + [.init(name: "other", specification: other)], 2, "different data sets"),
    ]
    for (entries, seeds, words) in cases {
      let found = problem { try compare(entries, seeds: seeds) }
      #expect(found?.description.contains(words) == true, "\(words)")
    }
    #expect(!FileManager.default.fileExists(atPath: folder.file("runs").path))
  }
}
