import ArgumentParser

/// `hebb demo`: what `make run` runs.
struct Demo: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Train both networks of the paper on Fashion-MNIST and write a report with pictures.",
    discussion: """
      A minute or two on an ordinary machine, with no download where Debian's dataset-fashion-mnist is installed. \
      The same as: hebb table1 --dataset fashion-mnist --epochs 5
      """)

  @OptionGroup var reuse: ReuseOptions
  @OptionGroup var options: NetworkOptions

  func run() throws { try Table1Command.run(options, seeds: 1, reuse: reuse, dataset: "fashion-mnist", epochs: 5) }
}
