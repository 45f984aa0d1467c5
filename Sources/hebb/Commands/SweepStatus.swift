import ArgumentParser
import Foundation
import HebbFigures
import HebbSupport
import HebbSweeps

/// `hebb sweep status`
struct SweepStatus: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Show how far a sweep has come, and bring its report up to date.")

  @OptionGroup var sweep: SweepOptions
  @OptionGroup var output: OutputOptions

  /// The summary's keys, and beside them what Slurm tells.
  private struct Status: Encodable {
    let sweep: SweepSummary
    let slurm: [SlurmLauncher.TaskStatus]

    private enum Keys: CodingKey { case slurm }

    func encode(to encoder: any Encoder) throws {
      try sweep.encode(to: encoder)
      var container = encoder.container(keyedBy: Keys.self)
      try container.encode(slurm, forKey: .slurm)
    }
  }

  /// The tasks that Slurm tells of. The trials are worth showing where it does not, too.
  private func known(_ slurm: SlurmLauncher) -> [SlurmLauncher.TaskStatus] {
    do {
      return try slurm.tasks()
    } catch {
      FileHandle.standardError.write(Data("warning: \(error)\n".utf8))
      return []
    }
  }

  func run() throws {
    let folder = try sweep.folder()
    try SweepReport.write(folder)
    let summary = try SweepSummary(folder)
    let slurm = SlurmLauncher(folder)
    let tasks = slurm.jobNumbers.isEmpty ? [] : known(slurm)
    guard !output.json else { return print(try JSONOutput.text(Status(sweep: summary, slurm: tasks))) }
    if !summary.ranking.isEmpty { print(summary.table().text()) }
    if let failures = summary.failures { print(failures.text()) }
    if !tasks.isEmpty {
      print(
        Table(
          columns: [.left("task"), .left("state"), .left("where, or why not")],
          rows: tasks.map { [$0.task, $0.state, $0.detail] }
        ).text())
    }
    print("\(summary.status.rawValue): \(summary.counts)")
    if let problem = summary.problem { print("why: \(problem)") }
    if !summary.workers.isEmpty { print("at work: \(summary.workers.joined(separator: ", "))") }
    if let best = summary.bestText { print("best: \(best)") }
    print("report: \(folder.report.path)")
    if summary.status == .paused, tasks.allSatisfy(\.isOver) { print("go on with: \(folder.howToGoOn)") }
  }
}
