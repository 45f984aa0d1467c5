import ArgumentParser
import HebbExperiments
import HebbFigures
import HebbSupport
import HebbTensor

/// `hebb bench memory`: what recall costs.
struct BenchMemory: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "memory", abstract: "Time recall from dense associative memories.",
    discussion: """
      A batch of states, each a stored random pattern with a fifth of its units flipped, runs until nothing changes.

      EXAMPLES:
        hebb bench memory
        hebb bench memory --patterns 60000 --states 100 --json
      """)

  @Option(help: ArgumentHelp("Patterns that are stored.", valueName: "n"))
  var patterns = 10_000

  @Option(help: ArgumentHelp("Units of each.", valueName: "n"))
  var units = 784

  @Option(help: ArgumentHelp("States that are recalled at a time.", valueName: "n"))
  var states = 1000

  @Option(help: ArgumentHelp("How often each recall is timed.", valueName: "n"))
  var rounds = 5

  @OptionGroup var threadOptions: ThreadOptions

  @OptionGroup var output: OutputOptions

  func validate() throws {
    for (name, value) in [("patterns", patterns), ("units", units), ("states", states), ("rounds", rounds)]
    where !(1...1_000_000).contains(value) {
      throw ValidationError("--\(name) \(value): choose from 1 to 1000000.")
    }
  }

  func run() throws {
    let result = try MemoryBenchmark.run(
      patterns: patterns, units: units, states: states, rounds: rounds, threads: threadOptions.count)
    if output.json {
      print(try JSONOutput.text(result))
    } else {
      print(result.table.text(), terminator: "")
    }
  }
}
