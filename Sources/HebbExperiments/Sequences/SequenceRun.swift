public import Foundation
import HebbData
import HebbSequences
import HebbSupport
public import HebbTensor

/// A session on sequences that keeps its results in a folder: specification, record, curve, checkpoint.
public final class SequenceRun {
  public let folder: RunFolder
  public let session: SequenceSession
  public private(set) var record: SequenceRecord

  private init(_ folder: RunFolder, _ session: SequenceSession, _ record: SequenceRecord) {
    (self.folder, self.session, self.record) = (folder, session, record)
  }

  /// Loads the data, builds the network and makes the run's folder; nothing is trained yet.
  ///
  /// - Throws: `Problem` if anything that the user gave is wrong; no folder is left behind then.
  public static func start(
    _ specification: SequenceSpecification, store: URL, data: String?, seed: UInt64, parallel: Parallel
  ) throws -> SequenceRun {
    let session = try SequenceSession(specification, data: data, seed: seed, parallel: parallel)
    let folder = try RunFolder.create(in: store, name: specification.name, seed: seed)
    var record = SequenceRecord(
      run: folder.url.path, spec: specification.name, title: session.source.title,
      data: data.map { FileManager.default.fileExists(atPath: $0) ? URL(fileURLWithPath: $0).path : $0 },
      vocabulary: session.source.vocabulary.map { $0.characters ?? "bytes" }, seed: seed, threads: parallel.threads,
      version: hebbVersion, started: Date())
    record.references = session.source.references
    try AtomicFile.write(Data(specification.yaml.utf8), to: folder.specification)
    let run = SequenceRun(folder, session, record)
    try run.save()
    return run
  }

  /// Opens a run where its last checkpoint was saved.
  ///
  /// - Throws: `Problem` if the folder is not such a run, its files are damaged, or its data is not what it was.
  public static func resume(_ folder: RunFolder, data: String? = nil, parallel: Parallel) throws -> SequenceRun {
    var record = try SequenceRecord.load(from: folder)
    let specification = try folder.sequenceSpecification()
    let vocabulary = try record.vocabulary.map { try $0 == "bytes" ? Vocabulary.bytes : Vocabulary(of: $0) }
    let session = try SequenceSession(
      specification, data: data ?? record.data, vocabulary: vocabulary, seed: record.seed, parallel: parallel)
    try SequenceCheckpoint.restore(session, from: folder.checkpoint)
    record.run = folder.url.path
    record.threads = parallel.threads
    (record.status, record.problem) = (.running, nil)
    return SequenceRun(folder, session, record)
  }

  /// Trains what is left, measures on the test part, and saves on the way.
  ///
  /// - Parameter progress: called with symbols read, those in all, and a measurement if there is a new one.
  /// - Throws: `Interruption` after a request to stop, with the state saved; `Problem` if training fails, with the last
  ///   good checkpoint kept.
  public func train(stop: StopRequest, progress: (Int, Int, CurvePoint?) -> Void) throws {
    let total = session.batches * session.specification.lanes * session.source.length
    do {
      var isUnfinished = true
      while isUnfinished {
        let measured = session.curve.count
        isUnfinished = try session.advance(stop: stop) { progress($0, total, nil) }
        guard session.curve.count > measured else { break }
        try save()
        progress(session.characters, total, session.curve.last)
      }
      if record.testBits == nil {
        let score = try session.measure(.test)
        (record.testBits, record.testAccuracy) = (score.bitsPerAnswer, score.accuracy)
      }
      record.status = .finished
      try save()
    } catch var interruption as Interruption {
      record.status = .interrupted
      try save()
      interruption.run = folder
      throw interruption
    } catch let problem as Problem {
      record.status = .failed
      record.problem = problem.description
      try? AtomicFile.write(record.encoded(), to: folder.record)
      throw problem
    }
  }

  private func save() throws {
    record.characters = session.characters
    if session.position.seconds > 0 {
      record.charactersPerSecond = Double(session.characters) / session.position.seconds
    }
    try SequenceCheckpoint.save(session, to: folder.checkpoint)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let lines = try session.curve.map { String(decoding: try encoder.encode($0), as: UTF8.self) + "\n" }
    try AtomicFile.write(Data(lines.joined().utf8), to: folder.metrics)
    try AtomicFile.write(record.encoded(), to: folder.record)
  }
}

extension RunFolder {
  /// - Throws: `Problem` if the file is missing or wrong.
  func sequenceSpecification() throws -> SequenceSpecification {
    guard let text = try? String(contentsOf: specification, encoding: .utf8) else {
      throw Problem(
        "the run's specification is missing", at: specification.path, advice: "Put it back, or start a new run.")
    }
    return try SequenceSpecification(yaml: text, source: specification.path)
  }
}
