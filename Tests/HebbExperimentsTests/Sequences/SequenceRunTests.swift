import Foundation
import HebbFigures
import HebbSequences
import HebbSupport
import HebbTensor
import TestSupport
import Testing

@testable import HebbExperiments

@Suite("Runs of networks on sequences")
struct SequenceRunTests {
  private let temporary: TemporaryFolder
  var folder: URL { temporary.url }
  let text: URL

  init() throws {
    temporary = try TemporaryFolder()
    text = temporary.url.appendingPathComponent("text.txt")
    let words = ["the cat ", "sat on ", "a mat. ", "who ", "knows? "]
    var random = RandomStream(seed: 5, "words")
    let sentence = (0..<4000).map { _ in words[random.next(below: words.count)] }.joined()
    try Data(sentence.utf8).write(to: text)
  }

  func specification(_ changes: String...) throws -> SequenceSpecification {
    try SequenceBuiltIn.all[0].specification().setting(
      ["state=24", "characters=12000", "evaluations=4", "evaluated=2000", "length=30", "lanes=4"] + changes)
  }

  func start(_ specification: SequenceSpecification) throws -> SequenceRun {
    try SequenceRun.start(
      specification, store: folder.appendingPathComponent("runs"), data: text.path, seed: 1,
      parallel: Parallel(threads: 1))
  }

  @Test(
    "a run that was stopped and resumed ends with the same bits as one that was not",
    arguments: [
      ["rule=hebb"], ["rule=bcm", "teaching=none", "learningRate=1e-4"], ["coefficientRate=0.01"],
      ["updater=backprop", "layers=1"], ["updater=backprop", "plastic=true", "state=8", "characters=3000"],
    ])
  func resumed(changes: [String]) throws {
    let specification = try specification().setting(changes)
    let whole = try start(specification)
    try whole.train(stop: StopRequest()) { _, _, _ in }
    let stopped = try start(specification)
    let stop = StopRequest()
    #expect(throws: Interruption.self) {
      try stopped.train(stop: stop) { done, total, _ in if done > total / 3 { stop.request() } }
    }
    let resumed = try SequenceRun.resume(stopped.folder, parallel: Parallel(threads: 1))
    #expect(resumed.session.position.batches < resumed.session.batches)
    try resumed.train(stop: StopRequest()) { _, _, _ in }
    #expect(resumed.session.model.saved == whole.session.model.saved)
    #expect(resumed.record.testBits == whole.record.testBits && resumed.record.status == .finished)
    func bits(_ run: SequenceRun) -> [Double] { run.session.curve.map(\.validation) }
    #expect(bits(resumed) == bits(whole) && bits(whole).count >= 3)
  }

  @Test("a finished run is kept, learned more than counting pairs does, and writes")
  func finished() throws {
    let run = try start(specification("characters=60000"))
    try run.train(stop: StopRequest()) { _, _, _ in }
    try SequenceReport.write(run)
    let record = try SequenceRecord.load(from: run.folder)
    let bigram = try #require(record.references.first { $0.name == "bigram" }?.bits)
    #expect(try #require(record.testBits) < bigram)
    #expect(FileManager.default.fileExists(atPath: run.folder.report.path))
    #expect(SequenceReport.table([SequenceSeries(name: "a", lines: [.init("a", run)])]).text().contains("(trigram)"))
    let lines = try String(contentsOf: run.folder.metrics, encoding: .utf8).split(separator: "\n")
    #expect(lines.count == run.session.curve.count)
    let generation = try TextGeneration(run.folder)
    func write(seed: UInt64, temperature: Double, most: Int? = nil) throws -> String {
      var text = ""
      try generation.write(after: "the", length: 40, temperature: temperature, most: most, seed: seed) {
        text += $0
        return true
      }
      return text
    }
    #expect(try write(seed: 1, temperature: 0.8).count == 40)
    #expect(try write(seed: 1, temperature: 0.8) == write(seed: 1, temperature: 0.8))
    #expect(try write(seed: 1, temperature: 0) == write(seed: 2, temperature: 0))
    #expect(try write(seed: 1, temperature: 5, most: 1) == write(seed: 2, temperature: 0), "one choice is none")
    let problem = #expect(throws: Problem.self) {
      try generation.write(after: "thé", length: 4, temperature: 1, seed: 1) { _ in true }
    }
    #expect(problem?.what.contains("é") == true)
    #expect(throws: Problem.self) { try generation.write(after: "", length: 4, temperature: 1, seed: 1) { _ in true } }
  }

  @Test("a rule that diverges is a problem, and the last checkpoint stays")
  func divergence() throws {
    let run = try start(specification("rule=outstar", "teaching=none", "learningRate=10", "characters=100000"))
    #expect(throws: Problem.self) { try run.train(stop: StopRequest()) { _, _, _ in } }
    let record = try SequenceRecord.load(from: run.folder)
    #expect(record.status == .failed && record.problem != nil)
    #expect(throws: Never.self) { try SequenceRun.resume(run.folder, parallel: Parallel(threads: 1)) }
  }

  @Test("every task can be learned from", arguments: ["copy", "recall", "text", "{name: copy, lag: 3, length: 2}"])
  func tasks(task: String) throws {
    let run = try start(specification("task=\(task)", "characters=4000"))
    try run.train(stop: StopRequest()) { _, _, _ in }
    #expect(try #require(run.record.testBits) > 0)
  }

  @Test("texts are told apart")
  func sources() throws {
    let books = folder.appendingPathComponent("books")
    try FileManager.default.createDirectory(at: books, withIntermediateDirectories: true)
    for (name, words) in [("a", "one two three "), ("b", "eins zwei drei ")] {
      let text = String(repeating: words, count: 500)
      try Data(text.utf8).write(to: books.appendingPathComponent("\(name).txt"))
    }
    let run = try SequenceRun.start(
      try specification("task=source", "characters=60000", "learningRate=0.05"), store: folder, data: books.path,
      seed: 1,
      parallel: Parallel(threads: 1))
    try run.train(stop: StopRequest()) { _, _, _ in }
    #expect(try #require(run.record.testAccuracy) > 0.9)
  }

  @Test("damaged and foreign checkpoints, other data and missing texts are problems")
  func mistakes() throws {
    let run = try start(specification())
    let other = folder.appendingPathComponent("other.txt")
    try Data(String(repeating: "another text, as long as need be. ", count: 900).utf8).write(to: other)
    let parallel = Parallel(threads: 1)
    #expect(throws: Problem.self) { try SequenceRun.resume(run.folder, data: other.path, parallel: parallel) }
    let bytes = try Data(contentsOf: run.folder.checkpoint)
    try bytes.prefix(bytes.count / 2).write(to: run.folder.checkpoint)
    #expect(throws: Problem.self) { try SequenceRun.resume(run.folder, parallel: parallel) }
    #expect(throws: Problem.self) {
      try SequenceRun.start(specification(), store: folder, data: nil, seed: 1, parallel: parallel)
    }
    #expect(throws: Problem.self) {
      try SequenceRun.start(
        specification("length=1000000"), store: folder, data: text.path, seed: 1, parallel: parallel)
    }
  }
}
