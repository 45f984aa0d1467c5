import ArgumentParser
import HebbExperiments
import HebbFigures
import HebbSupport

/// `hebb bench gru`: what a training step of a gated recurrent network costs.
struct BenchGRU: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gru", abstract: "Time training steps of gated recurrent networks.",
    discussion: """
      gru is a gated recurrent unit with a fully connected layer; hebbianGRU has a projection in front of it that learns \
      by a Hebbian rule; text reads symbols, as many as there are outputs. A step is forward, cross-entropy at every step \
      in time, back-propagation through time, and Adam.

      EXAMPLES:
        hebb bench gru
        hebb bench gru --hidden 512 --batch 64 --threads 1 --json
      """)

  @Option(help: ArgumentHelp("Inputs at every step in time.", valueName: "n"))
  var inputs = 512

  @Option(help: ArgumentHelp("Hidden units.", valueName: "n"))
  var hidden = 256

  @Option(help: ArgumentHelp("Outputs, at most 256.", valueName: "n"))
  var outputs = 128

  @Option(help: ArgumentHelp("Sequences in a batch.", valueName: "n"))
  var batch = 32

  @Option(help: ArgumentHelp("Steps of each sequence.", valueName: "n"))
  var steps = 100

  @Option(help: ArgumentHelp("How many training steps are timed.", valueName: "n"))
  var rounds = 20

  @OptionGroup var threadOptions: ThreadOptions

  @OptionGroup var output: OutputOptions

  func validate() throws {
    for (name, value, most) in [
      ("inputs", inputs, 10_000), ("hidden", hidden, 10_000), ("outputs", outputs, 256), ("batch", batch, 10_000),
      ("steps", steps, 10_000), ("rounds", rounds, 10_000),
    ] where !(1...most).contains(value) {
      throw ValidationError("--\(name) \(value): choose from 1 to \(most).")
    }
  }

  func run() throws {
    var sizes = GatedBenchmark.Sizes()
    (sizes.inputs, sizes.hidden, sizes.outputs) = (inputs, hidden, outputs)
    (sizes.batch, sizes.steps) = (batch, steps)
    let result = try GatedBenchmark.run(sizes, rounds: rounds, threads: threadOptions.count)
    if output.json {
      print(try JSONOutput.text(result))
    } else {
      print(result.table.text(), terminator: "")
    }
  }
}
