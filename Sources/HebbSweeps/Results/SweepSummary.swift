import Foundation
import HebbExperiments

/// What has come of a sweep so far: for the table, the report, `--json` and the page.
public struct SweepSummary: Sendable, Encodable {
  public enum Status: String, Sendable, Encodable {
    /// Someone is at work.
    case running
    /// There is more to do, and nobody does it.
    case paused
    case finished
    /// It cannot go on; its `problem` says why.
    case failed
  }

  public enum TrialStatus: String, Sendable, Encodable {
    case pending, running
    /// Trained to a point of comparison; it may go on.
    case paused
    /// Given up before its end, because others were better.
    case stopped
    case finished, failed
  }

  public struct Trial: Sendable, Encodable {
    /// From 1.
    public var number: Int
    public var parameters: [String: String]
    public var status: TrialStatus
    /// The mean over the seeds, at the last point that all of them have reached.
    public var value: Double?
    /// Of that mean; with several seeds.
    public var standardError: Double?
    public var problem: String?
    /// The folders of its runs, within the sweep's.
    public var runs: [String]
    /// How much of the whole training `value` is of.
    public var fraction: Double
  }

  public struct Importance: Sendable, Encodable {
    public var key: String
    /// Nil if there are too few trials to tell.
    public var value: Double?
  }

  public var folder: String
  public var name: String
  public var status: Status
  /// Why the sweep as a whole cannot go on.
  public var problem: String?
  public var metric: String
  public var goal: SweepMetric.Goal
  /// The keys that are varied, in order.
  public var keys: [String]
  public var seeds: [UInt64]
  public var rungs: [Double]
  public var trials: [Trial]
  /// The number of the best of those that have come farthest.
  public var best: Int?
  /// By the trials at the last point that all measured ones have reached.
  public var importance: [Importance]
  /// After how many comparisons a better value was reached, and that value. Unless trials are given up early, a
  /// comparison is a finished trial.
  public var bestSoFar: [[Double]]
  public var workers: [String]

  /// - Throws: `Problem` if the sweep's files cannot be read.
  public init(_ folder: SweepFolder) throws {
    let definition = try folder.loadDefinition()
    try self.init(folder, definition, folder.loadState(), alive: SweepWorkerLock.alive(in: folder))
  }

  init(_ folder: SweepFolder, _ definition: SweepDefinition, _ state: SweepState, alive: [String]) {
    self.folder = folder.url.path
    (name, metric, goal) = (folder.url.lastPathComponent, definition.metric.key, definition.metric.goal)
    (keys, seeds, rungs) = (definition.parameters.map(\.key), definition.seeds, definition.rungs)
    workers = alive
    problem = state.problem
    let isComplete = state.isComplete(definition)
    status = problem != nil ? .failed : isComplete ? .finished : alive.isEmpty ? .paused : .running
    trials = state.trials.indices.map { index in
      Trial(index, folder, definition, state.trials[index], alive: alive, isComplete: isComplete)
    }
    let farthest = trials.filter { $0.value != nil && $0.status != .failed }.map(\.fraction).max()
    let candidates = trials.filter { $0.fraction == farthest && $0.status != .failed }
    best = candidates.min { Self.isBetter($0, than: $1, definition.metric) }?.number
    importance = Self.importance(definition, state)
    bestSoFar = Self.bestSoFar(definition, state)
  }

  private static func isBetter(_ one: Trial, than other: Trial, _ metric: SweepMetric) -> Bool {
    guard let first = one.value else { return false }
    guard let second = other.value, first != second else { return other.value == nil || one.number < other.number }
    return metric.prefers(first, to: second)
  }

  /// The measured trials, the best of those that have come farthest first.
  public var ranking: [Trial] {
    let metric = SweepMetric(metric, goal)
    return trials.filter { $0.value != nil && $0.status != .failed }.sorted { first, second in
      first.fraction == second.fraction ? Self.isBetter(first, than: second, metric) : first.fraction > second.fraction
    }
  }

  /// The keys as tables and pictures show them, in order.
  var titles: [String] { ShortKeys.of(keys) }

  public func count(_ statuses: TrialStatus...) -> Int { trials.count { statuses.contains($0.status) } }

  private static func importance(_ definition: SweepDefinition, _ state: SweepState) -> [Importance] {
    let measured = state.trials.indices.filter { state.trials[$0].reached > 0 }
    let rung = (measured.map { state.trials[$0].reached }.min() ?? 1) - 1
    let values = measured.compactMap { state.trials[$0].value(at: rung) }
    let parameters = measured.map { definition.values(of: $0) }
    return definition.parameters.enumerated().map { index, parameter in
      let groups = ParameterImportance.groups(of: parameters.map { $0[index].value }, parameter.domain)
      return Importance(key: parameter.key, value: ParameterImportance.share(groups: groups, values: values))
    }
  }

  private static func bestSoFar(_ definition: SweepDefinition, _ state: SweepState) -> [[Double]] {
    var steps: [[Double]] = []
    for (index, value) in state.results.map(\.value).enumerated()
    where steps.last.map({ definition.metric.prefers(value, to: $0[1]) }) ?? true {
      steps.append([Double(index + 1), value])
    }
    return steps
  }
}

extension SweepSummary.Trial {
  fileprivate init(
    _ index: Int, _ folder: SweepFolder, _ definition: SweepDefinition, _ trial: SweepState.Trial, alive: [String],
    isComplete: Bool
  ) {
    number = index + 1
    parameters = Dictionary(definition.values(of: index).map { ($0.key, $0.value) }) { first, _ in first }
    let last = trial.reached - 1
    (value, standardError) = (trial.value(at: last), trial.standardError(at: last))
    fraction = last >= 0 ? definition.rungs[last] : 0
    problem = trial.problem
    // Those of a trial that has not begun need not be looked for.
    runs = (trial.target == nil ? [] : definition.seeds).compactMap { seed in
      let run = folder.run(trial: index, seed: seed)
      return FileManager.default.fileExists(atPath: run.record.path) ? "trials/\(run.url.lastPathComponent)" : nil
    }
    status =
      if problem != nil {
        .failed
      } else if trial.runs.contains(where: { $0.worker.map(alive.contains) ?? false }) {
        .running
      } else if trial.reached == definition.rungs.count {
        .finished
      } else if trial.isStopped || isComplete {
        .stopped
      } else {
        trial.reached == 0 ? .pending : .paused
      }
  }
}
