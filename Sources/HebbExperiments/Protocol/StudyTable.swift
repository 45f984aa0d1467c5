import Foundation
import HebbFigures

/// The table of a study: per read-out and arm the mean, standard deviation and interval, and how it differs from the
/// first arm.
enum StudyTable {
  static func table(_ study: Study) -> Table {
    let isComparison = study.arms.count > 1
    let hasSeveralSeeds = study.seeds.count > 1
    var columns: [Table.Column] = [.left("\(study.evaluatedOn.title), %"), .right(hasSeveralSeeds ? "mean" : "")]
    if hasSeveralSeeds { columns += [.right("s.d."), .right("95 % interval")] }
    if isComparison { columns.append(.right("difference")) }
    if isComparison, hasSeveralSeeds {
      columns += [.right("95 % interval"), .right("p")]
      if study.arms.count > 2 { columns.append(.right("p, Holm")) }
    }
    let groups =
      isComparison
      ? study.readouts.map { readout in
        Table.Group(
          RunReport.title(of: readout),
          rows: study.arms.filter { $0.accuracy[readout] != nil }.map { [$0.name] + cells(study, $0, readout) })
      }
      : [Table.Group(rows: study.readouts.map { [RunReport.title(of: $0)] + cells(study, study.arms[0], $0) })]
    return Table(columns: columns, groups: groups, notes: notes(study))
  }

  private static func cells(_ study: Study, _ arm: Study.Arm, _ readout: String) -> [String] {
    guard let statistic = arm.accuracy[readout] else { return [] }
    var cells = [percent(statistic.mean)]
    if let deviation = statistic.standardDeviation, let margin = statistic.margin95 {
      cells += [percent(deviation), interval(statistic.mean, margin)]
    }
    guard study.arms.count > 1 else { return cells }
    guard arm.name != study.arms[0].name, let reference = study.arms[0].accuracy[readout] else { return cells + ["–"] }
    cells.append(signed(statistic.mean - reference.mean))
    if let difference = study.differences.first(where: { $0.arm == arm.name && $0.readout == readout }) {
      let test = difference.test
      cells.append("\(signed(test.difference - test.margin95)) to \(signed(test.difference + test.margin95))")
      cells.append(probability(test.pValue))
      if study.arms.count > 2 { cells.append(probability(difference.correctedPValue)) }
    }
    return cells
  }

  private static func notes(_ study: Study) -> [String] {
    var images = study.dataset
    if let limit = study.limit { images += ", trained on the first \(limit) images" }
    if let validation = study.validation { images += ", measured on \(validation) training images held out" }
    let seeds =
      study.seeds.count == 1
      ? "seed \(study.seeds[0])"
      : "\(study.seeds.count) seeds (\(study.seeds[0]) to \(study.seeds[study.seeds.count - 1]))"
    let epochs = Set(study.arms.map(\.epochs)).count == 1 ? ", \(counted(study.arms[0].epochs, "epoch"))" : ""
    var notes = ["\(images)\(epochs), \(seeds)."]
    if study.seeds.count > 1 { notes.append("Intervals by Student's t distribution.") }
    if !study.differences.isEmpty {
      notes.append("Differences from “\(study.arms[0].name)”, in percentage points, by the paired t-test over seeds.")
    }
    return notes
  }

  static func counted(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

  static func percent(_ fraction: Double) -> String { String(format: "%.2f", 100 * fraction) }

  private static func interval(_ mean: Double, _ margin: Double) -> String {
    "\(percent(mean - margin)) to \(percent(mean + margin))"
  }

  /// In percentage points, with a sign that is as wide as a digit.
  private static func signed(_ fraction: Double) -> String {
    let text = String(format: "%+.2f", 100 * fraction)
    return text.replacingOccurrences(of: "-", with: "−")
  }

  private static func probability(_ p: Double) -> String { p < 0.0001 ? "< 0.0001" : String(format: "%.4f", p) }
}

extension Study {
  /// The table and the training speeds, for the terminal.
  public var text: String {
    let speeds = arms.compactMap { arm in
      arm.imagesPerSecond.map { "\(arms.count > 1 ? "\(arm.name) " : "")\(String(format: "%.0f", $0)) images/s" }
    }
    let speed = speeds.isEmpty ? "" : "training: \(speeds.joined(separator: ", ")) (\(threads) threads); "
    return StudyTable.table(self).text() + "\n" + speed + String(format: "%.0f s in all", seconds)
  }
}
