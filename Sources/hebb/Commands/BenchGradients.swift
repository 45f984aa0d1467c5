import ArgumentParser
import Foundation
import HebbExperiments
import HebbSupport
import HebbTensor

/// `hebb bench gradients`: how fast automatic differentiation is.
struct BenchGradients: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gradients", abstract: "Time the gradient of a surrogate loss by automatic differentiation.",
    discussion: """
      layer is a loss of 2,000 neurons on 100 samples of 784 inputs; convolution, one of 100 filters of 5 × 5 on 100 \
      images of 3 × 32 × 32. Benchmarks/run times both beside PyTorch.

      EXAMPLES:
        hebb bench gradients
        hebb bench gradients --work convolution --threads 1 --json
      """)

  @Option(help: ArgumentHelp("layer or convolution.", valueName: "work"))
  var work = "layer"

  @Option(help: ArgumentHelp("How many gradients are timed.", valueName: "n"))
  var rounds = 30

  @OptionGroup var threadOptions: ThreadOptions

  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard GradientBenchmark.Work(rawValue: work) != nil else {
      throw ValidationError("--work \(work): choose layer or convolution.")
    }
    guard (1...100_000).contains(rounds) else { throw ValidationError("--rounds \(rounds): choose from 1 to 100000.") }
  }

  func run() throws {
    guard let work = GradientBenchmark.Work(rawValue: work) else { return }
    let result = GradientBenchmark.run(
      work, rounds: rounds, parallel: threadOptions.parallel)
    if output.json {
      print(try JSONOutput.text(result))
    } else {
      let milliseconds = String(format: "%.2f", result.secondsPerGradient * 1e3)
      print("\(work.rawValue): \(milliseconds) ms per gradient (median of \(rounds), \(result.threads) threads)")
    }
  }
}
