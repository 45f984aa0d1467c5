import ArgumentParser
import HebbExperiments
import HebbFigures
import HebbSupport

/// `hebb verify`: runs reference cases against the library.
struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run reference cases, inputs with their expected results, and compare.",
    discussion: """
      A file is JSON: {"format": "hebb-fixture-1", "cases": [...]}. Each case has a name, a kind, its inputs, and under \
      "expected" any of the results named after its arrow. Arrays are nested lists:

        rule        x [samples, inputs], w [neurons, inputs], rule,
                    y [samples, neurons] or null for x wᵀ, parameters {…};
                    for rules that need them reward [samples],
                    outputError [samples, outputs], lanes (1: samples in time order)
                    → dw, summed over samples with learning rate 1
        conv        x [images, channels, height, width], threshold [neurons],
                    w [neurons, channels, kernel, kernel], rule,
                    parameters {winners, activation, pool}
                    → winners, dw, output, firingRate
        hebbianGRU  x [batch, steps, inputs], weights {projection [inputs, hidden],
                    weightIH, weightHH, biasIH, biasHH (gates: reset, update, new),
                    fcWeight [outputs, hidden], fcBias}
                    → output, finalHidden, lossMeanSquare, gradients {weightIH, …}
        ridge       features [rows, features], labels [rows], classes, lambda
                    → weights, intercept, predictions
        zca         x [rows, values], epsilon → matrix
        quadrants   x [images, channels, height, width] → features

      The images of a convolution are centred and scaled first, as in any network; standardised ones stay as they are.

      A result matches if its relative error (Frobenius norm) is at most 1e-5; winners and predictions must be equal. \
      The exit code is 0 only if every case was run and matches.

      EXAMPLES:
        hebb verify fixtures/*.json
        hebb verify mine.json --json
      """)

  @Argument(help: "Files of reference cases.")
  var files: [String]

  @OptionGroup var output: OutputOptions

  func run() throws {
    let report = try Verification.run(files)
    if output.json {
      print(try JSONOutput.text(report))
    } else {
      print(report.table.text(), terminator: "")
    }
    if !report.passed { throw ExitCode.failure }
  }
}
