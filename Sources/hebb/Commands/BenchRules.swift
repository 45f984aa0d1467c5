import ArgumentParser
import Foundation
import HebbExperiments
import HebbFigures
import HebbNetworks
import HebbSupport

/// `hebb bench rules`: what updates cost beside their bare matrix products.
struct BenchRules: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules", abstract: "Time the updates of learning rules beside their bare matrix products.",
    discussion: """
      Every rule's update, of a fully connected layer that learns from random samples, with unit norm after each. The \
      ratio says how much longer an update takes than the products that it cannot do without, run by themselves in the \
      same rounds on as many threads; for winner-take-all rules, than the dense product that they replace.

      EXAMPLES:
        hebb bench rules
        hebb bench rules --neurons 500 --threads 1 --json
      """)

  @Option(help: ArgumentHelp("Neurons of the layer.", valueName: "n"))
  var neurons = 2000

  @Option(help: ArgumentHelp("Inputs of the layer.", valueName: "n"))
  var inputs = 784

  @Option(help: ArgumentHelp("Samples in a batch.", valueName: "n"))
  var batch = 100

  @Option(help: ArgumentHelp("How often each update is timed.", valueName: "n"))
  var rounds = 20

  @OptionGroup var threadOptions: ThreadOptions

  @OptionGroup var output: OutputOptions

  func validate() throws {
    for (name, value) in [("neurons", neurons), ("inputs", inputs), ("batch", batch), ("rounds", rounds)]
    where !(1...100_000).contains(value) {
      throw ValidationError("--\(name) \(value): choose from 1 to 100000.")
    }
  }

  func run() throws {
    let result = try RuleBenchmark.run(
      neurons: neurons, inputs: inputs, batch: batch, rounds: rounds,
      threads: threadOptions.count, instructionSet: KernelSupport.selected)
    if output.json {
      print(try JSONOutput.text(result))
    } else {
      print(result.table.text(), terminator: "")
    }
  }
}
