import Foundation
public import HebbFigures

extension SweepSummary {
  /// The best trials, the values of their parameters and what they reached.
  public func table(atMost count: Int = 10) -> Table {
    let shown = ranking.prefix(count)
    let hasParts = rungs.count > 1
    let rows = shown.map { trial in
      ["\(trial.number)"] + keys.map { trial.parameters[$0] ?? "" } + [Self.text(trial)]
        + (hasParts ? [Self.percent(trial.fraction)] : []) + [trial.status.rawValue]
    }
    var notes: [String] = []
    if ranking.count > shown.count { notes.append("\(ranking.count - shown.count) further trials are in the report.") }
    if seeds.count > 1 { notes.append("Mean ± standard error over \(seeds.count) seeds.") }
    return Table(
      columns: [.right("trial")] + keys.map { .right($0) } + [.right(metric)] + (hasParts ? [.right("trained")] : [])
        + [.left("status")], rows: rows, notes: notes)
  }

  /// The trials that failed, and why.
  public var failures: Table? {
    let failed = trials.filter { $0.status == .failed }
    guard !failed.isEmpty else { return nil }
    return Table(
      columns: [.right("failed trial"), .left("values"), .left("why")],
      rows: failed.map { trial in
        [
          "\(trial.number)", keys.map { "\($0)=\(trial.parameters[$0] ?? "")" }.joined(separator: ", "),
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
      (["\(count(.finished)) of \(trials.count) trials finished"]
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
