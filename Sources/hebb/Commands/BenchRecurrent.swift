import ArgumentParser
import Foundation
import HebbExperiments
import HebbPlasticity
import HebbSequences
import HebbSupport

/// `hebb bench rnn`: how fast a Hebbian recurrent network learns.
struct BenchRecurrent: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rnn", abstract: "Time a Hebbian recurrent network that learns after every symbol.",
    discussion: """
      Random symbols are read, answered and learned from on one thread. The sizes are those of the PyTorch script that \
      “make bench” times beside it.

      EXAMPLES:
        hebb bench rnn
        hebb bench rnn --state 400 --layers 0 --lanes 16 --rule hebb
        hebb bench rnn --length 10000 --json
      """)

  @Option(help: ArgumentHelp("How many different symbols there are.", valueName: "n"))
  var symbols = 96

  @Option(help: ArgumentHelp("Neurons of the state.", valueName: "n"))
  var state = 128

  @Option(help: ArgumentHelp("Hidden layers.", valueName: "n"))
  var layers = 3

  @Option(help: ArgumentHelp("Sequences side by side.", valueName: "n"))
  var lanes = 4

  @Option(help: ArgumentHelp("Symbols of a sequence.", valueName: "n"))
  var length = 500

  @Option(help: ArgumentHelp("A learning rule by name.", valueName: "rule"))
  var rule = "oja"

  @Option(help: ArgumentHelp("How many sequences to time.", valueName: "n"))
  var rounds = 15

  @OptionGroup var output: OutputOptions

  func validate() throws {
    for (name, count) in [("lanes", lanes), ("length", length), ("rounds", rounds)]
    where !(1...10_000_000).contains(count) {
      throw ValidationError("--\(name) \(count): choose from 1 to 10000000.")
    }
  }

  func run() throws {
    let plasticity = Plasticity(rule: try LearningRules.make(expression: rule), learningRate: 1e-3)
    let result = try RecurrentBenchmark.run(
      HebbianRNNDescription(
        symbols: symbols, state: state, layers: layers, plasticity: plasticity, outputRate: 1e-3, inputGain: 0.05,
        radius: 0.75), lanes: lanes, length: length, rounds: rounds, seed: 1)
    guard !output.json else { return print(try JSONOutput.text(result)) }
    print(
      String(
        format: """
          %d symbols, state of %d, %d layers, %@, %d sequences side by side: %.1f µs a step (the fastest of %d: %.1f), \
          %.0f symbols a second (1 thread, %@)
          """,
        symbols, state, layers, result.rule, lanes, 1e6 * result.secondsPerStep, rounds,
        1e6 * result.leastSecondsPerStep, result.symbolsPerSecond, result.instructionSet))
  }
}
