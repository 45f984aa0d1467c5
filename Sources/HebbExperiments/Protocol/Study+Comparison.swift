import HebbSupport

extension Study {
  /// An experiment that takes part in a comparison.
  public struct Entry: Sendable {
    /// What tells it from the others.
    public let name: String
    public let specification: ExperimentSpecification

    public init(name: String, specification: ExperimentSpecification) {
      (self.name, self.specification) = (name, specification)
    }
  }

  /// Trains several experiments with the same seeds and tests whether they differ from the first.
  ///
  /// - Throws: `Problem` if fewer than two different experiments are given, they have not the same data set, or there
  ///   are fewer than two seeds; otherwise as `TrainingRun`.
  public static func comparison(
    of entries: [Entry], _ options: SeedSeries.Options, stop: StopRequest,
    observe: @escaping (_ title: String, TrainingEvent) -> Void
  ) throws -> Study {
    try check(entries, seeds: options.seeds)
    let start = ContinuousClock.now
    let series = try entries.map { entry in
      (
        entry.name,
        try SeedSeries.run(entry.specification, options, title: entry.name, stop: stop, observe: observe)
      )
    }
    return try finish(series, options, kind: "compare", since: start)
  }

  private static func check(_ entries: [Entry], seeds: Int) throws(Problem) {
    guard entries.count >= 2 else {
      throw Problem("there is nothing to compare with", advice: "Give at least two experiments.")
    }
    guard seeds >= 2 else {
      throw Problem("one seed cannot tell a difference from chance", at: "--seeds", advice: "Choose at least 2; try 5.")
    }
    for (index, entry) in entries.enumerated() {
      if let twin = entries[..<index].first(where: { $0.specification == entry.specification }) {
        throw Problem(
          "“\(twin.name)” and “\(entry.name)” are the same experiment",
          advice: "Change one of them: --set-a and --set-b change the first and the second.")
      }
      guard entry.specification.dataset == entries[0].specification.dataset else {
        throw Problem(
          "“\(entries[0].name)” and “\(entry.name)” learn from different data sets, "
            + "\(entries[0].specification.dataset) and \(entry.specification.dataset)",
          advice: "Choose one for both with --dataset.")
      }
    }
  }
}
