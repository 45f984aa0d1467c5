import ArgumentParser

extension SweepRun {
  /// A sweep that goes on keeps what it was begun with: nothing of that is taken without a word.
  ///
  /// - Throws: `ValidationError` that names the options that would mean nothing.
  func refuseOptionsOfNewSweep() throws {
    let changes = options.changes
    let kept: [(name: String, isGiven: Bool)] = [
      ("the experiment", spec != nil), ("--grid", !search.grid.isEmpty), ("--random", !search.random.isEmpty),
      ("--trials", search.trials != nil), ("--seeds", search.seeds != nil), ("--asha", search.asha),
      ("--eta", search.eta != nil), ("--smallest", search.smallest != nil),
      ("--stop-early", search.stopEarly), ("--metric", search.metric != nil), ("--goal", search.goal != nil),
      ("--on-test", search.onTest), ("--set", !changes.assignments.isEmpty), ("--dataset", changes.dataset != nil),
      ("--epochs", changes.epochs != nil), ("--data", options.dataOptions.data != nil),
      ("--limit", options.limit != nil), ("--validation", options.validation != nil),
      ("--seed", options.givenSeed != nil),
    ]
    let given = kept.filter(\.isGiven).map(\.name)
    guard given.isEmpty else {
      throw ValidationError(
        "A resumed sweep keeps what it tries and how it compares: leave out \(given.joined(separator: ", ")).")
    }
  }
}
