import ArgumentParser
import HebbExperiments
import HebbFigures
import HebbSupport
import HebbTensor

/// `hebb capacity`: how much memories hold, measured, beside what theory says.
struct Capacity: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure how many random patterns associative memories hold, beside what theory expects.",
    discussion: """
      Hopfield networks with Hebb's, Storkey's and the pseudo-inverse rule are filled with more and more random \
      patterns, until recall that begins at a pattern ends elsewhere. Dense memories with energies of degree 2, 3 and 4 \
      and with the exponential are filled until 0.36 % of the units of stored patterns flip.

      EXAMPLES:
        hebb capacity
        hebb capacity --units 2000 --trials 5 --output pictures
        hebb capacity --noise 0.1 --json
      """)

  @Option(help: ArgumentHelp("Units of the Hopfield networks.", valueName: "n"))
  var units = 1000

  @Option(help: ArgumentHelp("Draws of patterns for each load of them.", valueName: "n"))
  var trials = 3

  @Option(help: ArgumentHelp("The share of units flipped before recall from them.", valueName: "share"))
  var noise: Float = 0

  @Option(help: ArgumentHelp("The most patterns that a dense memory is filled with.", valueName: "n"))
  var largest = 200_000

  @Option(help: ArgumentHelp("Where all random numbers come from.", valueName: "n"))
  var seed: UInt64 = 1

  @OptionGroup var threadOptions: ThreadOptions

  @OptionGroup var pictureOptions: PictureOptions
  @OptionGroup var outputOptions: OutputOptions

  func validate() throws {
    if !(2...10_000).contains(units) { throw ValidationError("--units \(units): choose from 2 to 10000.") }
    if !(1...1000).contains(trials) { throw ValidationError("--trials \(trials): choose from 1 to 1000.") }
    if !(10...10_000_000).contains(largest) {
      throw ValidationError("--largest \(largest): choose from 10 to 10000000.")
    }
  }

  private struct Report: Encodable {
    let result: CapacityExperiment
    let picture: String?
  }

  func run() throws {
    var bar: ProgressBar?
    defer { bar?.finish() }
    let result = try CapacityExperiment(
      units: units, noise: noise, trials: trials, largest: largest, seed: seed,
      parallel: threadOptions.parallel
    ) { completed, total, next in
      bar = bar ?? ProgressBar("capacity", unit: "measurements", total: total)
      bar?.update(completed, label: "capacity: \(next)")
    }
    bar?.finish()
    let file = try pictureOptions.write(result.picture, named: "capacity")
    guard !outputOptions.json else { return print(try JSONOutput.text(Report(result: result, picture: file))) }
    print(result.tables.map { $0.text() }.joined(separator: "\n"), terminator: "")
    if let file { print("\npicture: \(file)") }
  }
}
