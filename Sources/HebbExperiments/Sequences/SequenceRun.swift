public import Foundation
import HebbData
import HebbSequences
import HebbSupport
public import HebbTensor

/// A session on sequences that keeps its results in a folder: specification, record, curve, checkpoint.
public final class SequenceRun: KeptRun {
  public let folder: RunFolder
  public let session: SequenceSession
  public internal(set) var record: SequenceRecord
  var lock: RunLock?
  private let history: RunHistory
  private let liveProgress: ProgressWriter

  private init(_ folder: RunFolder, _ session: SequenceSession, _ record: SequenceRecord, _ lock: RunLock) {
    (self.folder, self.session, self.record, self.lock) = (folder, session, record, lock)
    history = RunHistory(folder, total: session.batches, done: session.position.batches)
    liveProgress = ProgressWriter(folder)
  }

  /// Loads the data, builds the network and makes the run's folder; nothing is trained yet.
  ///
  /// - Parameter given: an empty folder for the run; nil to make one in the store.
  /// - Throws: `Problem` if anything that the user gave is wrong; no folder is left behind then.
  public static func start(
    _ specification: SequenceSpecification, store: URL, folder given: RunFolder? = nil, data: String?, seed: UInt64,
    initialWeights: InitialWeights? = nil, parallel: Parallel
  ) throws -> SequenceRun {
    let session = try SequenceSession(specification, data: data, seed: seed, parallel: parallel)
    try initialWeights?.install(in: session)
    let folder = try given ?? RunFolder.create(in: store, name: specification.name, seed: seed)
    var record = SequenceRecord(
      run: folder.url.path, spec: specification.name, title: session.source.title,
      data: data.map { FileManager.default.fileExists(atPath: $0) ? URL(fileURLWithPath: $0).path : $0 },
      vocabulary: session.source.vocabulary.map { $0.characters ?? "bytes" }, seed: seed, threads: parallel.threads,
      version: hebbVersion, machine: machineName(), started: Date())
    record.references = session.source.references
    let run = SequenceRun(folder, session, record, try RunLock(folder))
    try run.saveFirst(specification.yaml, isOwnFolder: given == nil)
    return run
  }

  /// Opens a run where its last checkpoint was saved.
  ///
  /// - Throws: `Problem` if the folder is not such a run, its files are damaged, its data is not what it was, or
  ///   another process is at work on it.
  public static func resume(_ folder: RunFolder, data: String? = nil, parallel: Parallel) throws -> SequenceRun {
    var record = try SequenceRecord.load(from: folder)
    let lock = try RunLock(folder)
    let session = try session(of: folder, data: data, parallel: parallel)
    record.run = folder.url.path
    record.threads = parallel.threads
    (record.status, record.problem) = (.running, nil)
    return SequenceRun(folder, session, record, lock)
  }

  /// The session that a run has saved.
  static func session(of folder: RunFolder, data: String?, parallel: Parallel) throws -> SequenceSession {
    let record = try SequenceRecord.load(from: folder)
    let vocabulary = try record.vocabulary.map { try $0 == "bytes" ? Vocabulary.bytes : Vocabulary(of: $0) }
    let session = try SequenceSession(
      folder.sequenceSpecification(), data: data ?? record.data, vocabulary: vocabulary, seed: record.seed,
      parallel: parallel)
    try SequenceCheckpoint.restore(session, from: folder.checkpoint)
    return session
  }

  /// Trains what is left, measures on the test part, and saves on the way.
  ///
  /// - Parameters:
  ///   - fraction: how much of the whole training is to be behind the run afterwards, up to the next measurement. Before
  ///     the end it is `paused`.
  ///   - progress: called with symbols read, those in all, and a measurement if there is a new one.
  /// - Throws: `Interruption` after a request to stop, with the state saved; `Problem` if training fails, with the last
  ///   good checkpoint kept.
  public func train(fraction: Double = 1, stop: StopRequest, progress: (Int, Int, CurvePoint?) -> Void) throws {
    let total = session.batches * session.specification.lanes * session.source.length
    defer { liveProgress.finish() }
    try keepingState {
      try AtomicFile.write(record.encoded(), to: folder.record)
      try history.take(at: session.position.batches) { try session.snapshot() }
      while Double(session.position.batches) < Double(session.batches) * fraction {
        _ = try session.advance(stop: stop) { characters in
          liveProgress.report(RunProgress(.training, done: characters, of: total, unit: "symbols"))
          progress(characters, total, nil)
        }
        try history.take(at: session.position.batches) { try session.snapshot() }
        try save()
        progress(session.characters, total, session.curve.last)
      }
      let isFinished = session.position.batches == session.batches
      if isFinished, record.testBits == nil {
        let score = try session.measure(.test)
        (record.testBits, record.testAccuracy) = (score.bitsPerAnswer, score.accuracy)
      }
      record.status = isFinished ? .finished : .paused
      try save()
    }
  }

  func save() throws {
    record.characters = session.characters
    if session.position.seconds > 0 {
      record.charactersPerSecond = Double(session.characters) / session.position.seconds
    }
    try SequenceCheckpoint.save(session, to: folder.checkpoint)
    try AtomicFile.write(JSONLines.encode(session.curve), to: folder.metrics)
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
