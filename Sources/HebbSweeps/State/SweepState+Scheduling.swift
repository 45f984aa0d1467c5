extension SweepState {
  /// What is to be done next. It follows from the state alone, so that a single worker always does the same, and many
  /// do given the order in which they come to results.
  public func nextTask(_ definition: SweepDefinition) -> Task? {
    if let begun = begunTask { return begun }
    if case .halving(let factor, _) = definition.pruning,
      let promoted = promotion(factor: factor, rungs: definition.rungs.count, definition.metric),
      let run = trials[promoted.trial].runs.indices.first
    {
      return Task(trial: promoted.trial, run: run, rung: promoted.rung)
    }
    return trials.firstIndex { $0.target == nil && !$0.hasFailed }.map { Task(trial: $0, run: 0, rung: 0) }
  }

  /// A run of a trial that has begun: of those that have come farthest, the first.
  private var begunTask: Task? {
    var best: Task?
    for (index, trial) in trials.enumerated() {
      guard let target = trial.target, !trial.isStopped, !trial.hasFailed, target > best?.rung ?? -1,
        let run = trial.runs.firstIndex(where: { $0.worker == nil && $0.values.count <= target })
      else { continue }
      // A run that was taken away from a worker may have a point before the target to come to.
      best = Task(trial: index, run: run, rung: target)
    }
    return best
  }

  /// The trial that may go on to the next rung, from the topmost that has one: the best that is among the best
  /// 1/`factor` of all that have come to its rung, and has not gone on yet.
  ///
  /// A failed trial counts as the worst of its rung.
  private func promotion(factor: Int, rungs: Int, _ metric: SweepMetric) -> (trial: Int, rung: Int)? {
    for rung in (0..<max(0, rungs - 1)).reversed() {
      let arrived = trials.indices.filter { trial in
        trials[trial].value(at: rung) != nil || trials[trial].hasFailed && trials[trial].target ?? -1 >= rung
      }
      let ranked = arrived.sorted { first, second in
        switch (trials[first].value(at: rung), trials[second].value(at: rung)) {
        case (let one?, let other?) where one != other: metric.prefers(one, to: other)
        case (.some, nil): true
        case (nil, .some): false
        default: first < second
        }
      }
      let promoted = ranked.prefix(arrived.count / factor).first { trial in
        trials[trial].target == rung && trials[trial].value(at: rung) != nil && !trials[trial].hasFailed
      }
      if let promoted { return (promoted, rung + 1) }
    }
    return nil
  }

  /// Whether all that was to be done is done.
  public func isComplete(_ definition: SweepDefinition) -> Bool {
    workers.isEmpty && nextTask(definition) == nil
  }

  /// How many further workers have something to do right now.
  func openTasks(_ definition: SweepDefinition, atMost limit: Int) -> Int {
    var (state, count) = (self, 0)
    while count < limit, state.take(for: "?", definition) != nil { count += 1 }
    return count
  }
}
