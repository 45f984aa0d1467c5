import HebbSupport

extension SweepState {
  /// After so many deaths of workers a run counts as failed: it would kill the next one, too.
  static let mostDeaths = 5

  /// Gives a worker its next task; nil if there is none at present.
  mutating func take(for worker: String, _ definition: SweepDefinition) -> Task? {
    guard !isCancelled, problem == nil, let task = nextTask(definition) else { return nil }
    trials[task.trial].target = task.rung
    trials[task.trial].runs[task.run].worker = worker
    return task
  }

  /// A run has come to a point of comparison.
  mutating func finish(_ task: Task, value: Double, _ definition: SweepDefinition) {
    guard trials[task.trial].runs[task.run].values.count == task.rung else { return }
    trials[task.trial].runs[task.run].values.append(value)
    trials[task.trial].runs[task.run].worker = nil
    trials[task.trial].runs[task.run].deaths = 0
    guard let mean = trials[task.trial].value(at: task.rung) else { return }
    if case .median = definition.pruning, task.rung + 1 < definition.rungs.count, !trials[task.trial].hasFailed {
      if isWorseThanMedian(mean, at: task.rung, definition.metric) {
        trials[task.trial].isStopped = true
      } else {
        trials[task.trial].target = task.rung + 1
      }
    }
    results.append(Result(trial: task.trial, rung: task.rung, value: mean))
  }

  /// A run cannot go on; the trial's other runs are not begun any more.
  mutating func fail(_ task: Task, _ problem: String) {
    trials[task.trial].runs[task.run].worker = nil
    trials[task.trial].runs[task.run].problem = problem
  }

  /// A run has come to a point of comparison, and has no number of the name that trials are compared by. If others have
  /// it, this trial has failed; if nobody has been measured yet nobody will be, and the sweep is over.
  mutating func miss(_ task: Task, _ problem: String) {
    guard trials.allSatisfy({ $0.runs.allSatisfy(\.values.isEmpty) }) else { return fail(task, problem) }
    release(task)
    self.problem = self.problem ?? problem
  }

  /// A worker stops before it has come to the end of its task; another goes on from what it has saved.
  mutating func release(_ task: Task) { trials[task.trial].runs[task.run].worker = nil }

  /// Takes back the tasks of workers that have died.
  mutating func reclaim(isAlive: (String) -> Bool) {
    let dead = workers.filter { !isAlive($0) }
    guard !dead.isEmpty else { return }
    for trial in trials.indices {
      for run in trials[trial].runs.indices {
        guard let worker = trials[trial].runs[run].worker, dead.contains(worker) else { continue }
        trials[trial].runs[run].worker = nil
        trials[trial].runs[run].deaths += 1
        guard trials[trial].runs[run].deaths >= Self.mostDeaths else { continue }
        trials[trial].runs[run].problem =
          "the process that trained it died \(Self.mostDeaths) times, the last one was \(worker); its log may tell why, "
          + "and the system's, if it ran out of memory"
      }
    }
  }

  /// Lets failed runs be tried again.
  ///
  /// - Returns: them, so that what they have left behind can be removed.
  mutating func retryFailed() -> [(trial: Int, run: Int)] {
    var failed: [(trial: Int, run: Int)] = []
    for trial in trials.indices {
      for run in trials[trial].runs.indices where trials[trial].runs[run].problem != nil {
        trials[trial].runs[run].problem = nil
        trials[trial].runs[run].deaths = 0
        failed.append((trial, run))
      }
    }
    return failed
  }

  /// The fewest others whose median says anything.
  private static let fewestOthers = 4

  private func isWorseThanMedian(_ value: Double, at rung: Int, _ metric: SweepMetric) -> Bool {
    let others = results.filter { $0.rung == rung }.map(\.value).sorted()
    guard others.count >= Self.fewestOthers else { return false }
    let middle = others.count / 2
    let median = others.count.isMultiple(of: 2) ? (others[middle - 1] + others[middle]) / 2 : others[middle]
    return metric.prefers(median, to: value)
  }
}
