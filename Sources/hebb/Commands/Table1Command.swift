import ArgumentParser
import Foundation
import HebbExperiments
import HebbSupport
import HebbTensor

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

  @OptionGroup var options: NetworkOptions

  func validate() throws {
    if !(1...100).contains(seeds) { throw ValidationError("--seeds \(seeds): choose from 1 to 100.") }
  }

  func run() throws { try Self.run(options, seeds: seeds, dataset: nil, epochs: nil) }

  /// - Parameters:
  ///   - dataset: used unless the user names one.
  ///   - epochs: the same.
  static func run(_ options: NetworkOptions, seeds: Int, dataset: String?, epochs: Int?) throws {
    let stop = StopRequest()
    let interrupts = InterruptHandler(stopping: stop)
    defer { withExtendedLifetime(interrupts) {} }
    var changes: [String] = []
    if let dataset { changes.append("dataset=\(dataset)") }
    if let epochs { changes.append("training.epochs=\(epochs)") }
    var progress: (title: String, shown: TrainingProgress)?
    defer { progress?.shown.finish() }
    do {
      let (table, report) = try Table1.run(
        // After the largest number comes 0.
        seeds: (0..<UInt64(seeds)).map { options.seed &+ $0 },
        options: .init(
          store: options.storeFolder, data: options.dataFolder(), seed: options.seed, limit: options.limit,
          validation: options.validation, parallel: Parallel(threads: options.threadCount)),
        changes: changes + options.changes.all, stop: stop
      ) { title, event in
        if progress?.title != title {
          progress?.shown.finish()
          progress = (title, TrainingProgress(title))
        }
        progress?.shown.show(event)
      }
      progress?.shown.finish()
      guard !options.output.json else { return print(try JSONOutput.text(table)) }
      print(table.text)
      print("pictures: \(report.deletingLastPathComponent().appendingPathComponent("figures").path)")
      print("report: \(report.path)")
    } catch let interruption as Interruption {
      progress?.shown.finish()
      let saved = interruption.run.map { "The network in training can go on with: hebb train --resume \($0.url.path)" }
      throw Interrupted(
        Problem(
          "stopped after \(interruption.epochs) epochs of a network; it and the finished ones are kept as runs",
          at: options.storeFolder.path,
          advice: [saved, "The table itself starts anew when the command is run again."].compactMap(\.self)
            .joined(separator: ". ")))
    }
  }
}
