import Foundation
public import HebbFigures

extension SweepSummary {
  /// The best trials, what they reached and the values of their parameters: these come last, because there may be more
  /// of them than a terminal is wide.
  public func table(atMost count: Int = 10) -> Table {
    let shown = ranking.prefix(count)
    let hasParts = rungs.count > 1
    let rows = shown.map { trial in
      ["\(trial.number)", Self.text(trial)] + (hasParts ? [Self.percent(trial.fraction)] : [])
        + [trial.status.rawValue] + keys.map { trial.parameters[$0] ?? "" }
    }
    var notes: [String] = []
    let further = ranking.count - shown.count
    if further > 0 { notes.append("\(further) further \(further == 1 ? "trial is" : "trials are") in the report.") }
    if seeds.count > 1 { notes.append("Mean ± standard error over \(seeds.count) seeds.") }
    return Table(
      columns: [.right("trial"), .right(metric)] + (hasParts ? [.right("trained")] : []) + [.left("status")]
        + titles.map { .right($0) }, rows: rows, notes: notes)
  }

  /// The trials that failed, and why.
  public var failures: Table? {
    let failed = trials.filter { $0.status == .failed }
    guard !failed.isEmpty else { return nil }
    return Table(
      columns: [.right("failed trial"), .left("values"), .left("why")],
      rows: failed.map { trial in
        [
          "\(trial.number)",
          zip(titles, keys).map { "\($0)=\(trial.parameters[$1] ?? "")" }.joined(separator: ", "),
          (trial.problem ?? "").split(separator: "\n").first.map(String.init) ?? "",
        ]
      })
  }

  /// `12 of 64 trials finished, 2 running, 1 failed`
  public var counts: String {
    let parts: [(TrialStatus, String)] = [
      (.running, "running"), (.stopped, "stopped early"), (.paused, "waiting for others"), (.pending, "to be tried"),
      (.failed, "failed"),
    ]
    return
      (["\(count(.finished)) of \(SweepDefinition.counted(trials.count, "trial")) finished"]
      + parts.compactMap { count($0.0) > 0 ? "\(count($0.0)) \($0.1)" : nil }).joined(separator: ", ")
  }

  /// `0.6123 ± 0.0021`
  static func text(_ trial: Trial) -> String {
    guard let value = trial.value else { return "–" }
    return String(format: "%.4f", value) + (trial.standardError.map { String(format: " ± %.4f", $0) } ?? "")
  }

  /// `trial 7: 0.6123 (rule=oja, learningRate=0.001)`
  public var bestText: String? {
    guard let trial = trials.first(where: { $0.number == best }) else { return nil }
    let values = keys.map { "\($0)=\(trial.parameters[$0] ?? "")" }.joined(separator: ", ")
    return "trial \(trial.number): \(Self.text(trial)) (\(values))"
  }

  private static func percent(_ fraction: Double) -> String {
    fraction < 0.1 ? String(format: "%.1f %%", 100 * fraction) : String(format: "%.0f %%", 100 * fraction)
  }
}
