import ArgumentParser
import Foundation
import HebbExperiments
import HebbSupport

/// `hebb table1`: the experiment of the paper that the built-in networks come from.
struct Table1Command: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "table1",
    abstract: "Repeat Table 1 of “Hebbian learning with gradients”: both networks, untrained and trained.",
    discussion: """
      EXAMPLES:
        hebb table1
        hebb table1 --dataset fashion-mnist --epochs 4
        hebb table1 --seeds 5 --json
      """)

  @Option(help: ArgumentHelp("How many random seeds to average over, counted up from --seed.", valueName: "n"))
  var seeds = 1

  @OptionGroup var reuse: ReuseOptions
  @OptionGroup var options: NetworkOptions

  func validate() throws { try NetworkOptions.check(seeds: seeds) }

  func run() throws { try Self.run(options, seeds: seeds, reuse: reuse, dataset: nil, epochs: nil) }

  /// - Parameters:
  ///   - dataset: used unless the user names one.
  ///   - epochs: the same.
  static func run(
    _ options: NetworkOptions, seeds: Int, reuse: ReuseOptions, dataset: String?, epochs: Int?
  ) throws {
    var changes: [String] = []
    if let dataset { changes.append("dataset=\(dataset)") }
    if let epochs { changes.append("training.epochs=\(epochs)") }
    let (table, report) = try SeriesExecution.run(in: options.storeFolder) { stop, observe in
      try Table1.run(
        options.series(seeds: seeds, reuse: reuse), changes: changes + options.changes.all, stop: stop,
        observe: observe)
    }
    guard !options.output.json else { return print(try JSONOutput.text(table)) }
    print(table.text)
    print("pictures: \(report.deletingLastPathComponent().appendingPathComponent("figures").path)")
    print("report: \(report.path)")
  }
}
