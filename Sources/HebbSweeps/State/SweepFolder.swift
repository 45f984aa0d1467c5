public import Foundation
public import HebbExperiments
import HebbSupport

/// The folder of a sweep and the files in it.
///
/// All that a sweep knows is in these files, so that any number of processes, on any number of machines that share the
/// folder, can work on it: whoever changes the state holds the lock meanwhile.
public struct SweepFolder: Sendable, Equatable {
  public let url: URL

  public init(_ url: URL) { self.url = url.standardizedFileURL }

  private func file(_ name: String) -> URL { url.appendingPathComponent(name) }
  private func folder(_ name: String) -> URL { url.appendingPathComponent(name, isDirectory: true) }

  /// What is tried.
  public var definition: URL { file("sweep.json") }
  /// The experiment that is varied.
  public var specification: URL { file("spec.yaml") }
  /// How far it has come.
  public var state: URL { file("state.json") }
  /// The runs, one for each trial and seed.
  public var trials: URL { folder("trials") }
  /// A lock file and a log for each process that is, or was, at work.
  public var workers: URL { folder("workers") }
  /// The batch script, the jobs' numbers and their output.
  public var slurm: URL { folder("slurm") }
  public var report: URL { file("report.html") }
  public var importance: URL { file("importance.svg") }
  public var parallelCoordinates: URL { file("parallel-coordinates.svg") }
  public var bestSoFar: URL { file("best-so-far.svg") }
  private var lock: URL { file(".lock") }

  /// `trials/0007-seed2`: trials are counted from 1 in all that users see.
  public func run(trial: Int, seed: UInt64) -> RunFolder {
    RunFolder(trials.appendingPathComponent(String(format: "%04d-seed%llu", trial + 1, seed), isDirectory: true))
  }

  /// Makes the folder of a new sweep.
  ///
  /// - Throws: `Problem` if it cannot be made.
  public static func create(
    _ definition: SweepDefinition, of experiment: ExperimentFile, in store: URL
  ) throws -> SweepFolder {
    let folder = SweepFolder(
      try RunFolder.create(in: store, name: "sweep-\(definition.name)", seed: nil, now: definition.created).url)
    for inner in [folder.trials, folder.workers] { try folder.make(inner) }
    try AtomicFile.write(Data(experiment.yaml.utf8), to: folder.specification)
    try folder.write(SweepState(trials: definition.trials, seeds: definition.seeds.count))
    // Last: it is what makes the folder a sweep.
    try AtomicFile.write(JSONOutput.data(definition), to: folder.definition)
    return folder
  }

  /// The sweep that a path, a name in the store, or `latest` means.
  ///
  /// - Throws: `Problem` if there is no such sweep, with the nearest name.
  public static func find(_ name: String, in store: URL) throws -> SweepFolder {
    SweepFolder(
      try StoredFolder.find(name, in: store, holding: "sweep.json", called: "sweep", madeBy: "hebb sweep"))
  }

  /// - Throws: `Problem` if the file is missing or damaged.
  public func loadDefinition() throws -> SweepDefinition { try load(definition) }

  /// As it is right now; it can change at any time.
  ///
  /// - Throws: `Problem` if the file is missing or damaged.
  public func loadState() throws -> SweepState { try load(state) }

  private func load<Value: Decodable>(_ url: URL) throws -> Value {
    do {
      let decoder = JSONDecoder()
      decoder.dateDecodingStrategy = .iso8601
      return try decoder.decode(Value.self, from: Data(contentsOf: url))
    } catch let problem as Problem {
      throw problem
    } catch {
      throw Problem(
        "the sweep's file cannot be read: \(error.localizedDescription)", at: url.path,
        advice: "Give the folder of a sweep that hebb sweep has made.")
    }
  }

  /// The experiment that is varied.
  ///
  /// - Throws: `Problem` if its file is missing or wrong.
  func loadExperiment() throws -> ExperimentFile { try ExperimentFile.resolve(specification.path) }

  /// Changes the state while nobody else does.
  ///
  /// - Throws: `Problem` if it cannot be read or written; nothing is changed then.
  public func update<Value>(_ change: (inout SweepState) throws -> Value) throws -> Value {
    let lock = try FileLock.waiting(for: lock)
    defer { withExtendedLifetime(lock) {} }
    let before = try loadState()
    var state = before
    let value = try change(&state)
    if state != before { try write(state) }
    return value
  }

  private func write(_ state: SweepState) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    try AtomicFile.write(encoder.encode(state), to: self.state)
  }

  func make(_ folder: URL) throws {
    do {
      try Folder.make(folder)
    } catch {
      throw Problem(
        "no folder can be made: \(error.reason)", at: folder.path, advice: "Check that you may write there.")
    }
  }
}
