import ArgumentParser
import Foundation
import HebbExperiments
import HebbSupport

/// `hebb bench gru`: what a training step of a gated recurrent network costs.
struct BenchGRU: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gru", abstract: "Time training steps of gated recurrent networks.",
    discussion: """
      gru is a gated recurrent unit with a fully connected layer; hebbianGRU has a projection in front of it that learns \
      by a Hebbian rule; text reads symbols, as many as there are outputs. Benchmarks/run \
      times gru beside PyTorch. A step is forward, cross-entropy at every step \
      in time, back-propagation through time, and Adam.

      EXAMPLES:
        hebb bench gru
        hebb bench gru --work text --outputs 96
        hebb bench gru --hidden 512 --batch 64 --threads 1 --json
      """)

  @Option(help: ArgumentHelp("gru, hebbianGRU or text.", valueName: "work"))
  var work = "gru"

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
    guard GatedBenchmark.Work(rawValue: work) != nil else {
      throw ValidationError("--work \(work): choose gru, hebbianGRU or text.")
    }
    for (name, value, most) in [
      ("inputs", inputs, 10_000), ("hidden", hidden, 10_000), ("outputs", outputs, 256), ("batch", batch, 10_000),
      ("steps", steps, 10_000), ("rounds", rounds, 10_000),
    ] where !(1...most).contains(value) {
      throw ValidationError("--\(name) \(value): choose from 1 to \(most).")
    }
  }

  func run() throws {
    guard let work = GatedBenchmark.Work(rawValue: work) else { return }
    var sizes = GatedBenchmark.Sizes()
    (sizes.inputs, sizes.hidden, sizes.outputs) = (inputs, hidden, outputs)
    (sizes.batch, sizes.steps) = (batch, steps)
    let result = try GatedBenchmark.run(work, sizes, rounds: rounds, threads: threadOptions.count)
    guard !output.json else { return print(try JSONOutput.text(result)) }
    print(
      String(
        format: "%@: %.1f ms per step (the fastest of %d: %.1f), %.1f steps per second (%d threads, %@)",
        work.rawValue, 1000 * result.secondsPerStep, result.rounds, 1000 * result.leastSecondsPerStep,
        result.stepsPerSecond, result.threads, result.instructionSet))
  }
}
