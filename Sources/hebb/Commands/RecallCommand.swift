import ArgumentParser
import HebbExperiments
import HebbFigures
import HebbSupport
import HebbTensor

/// `hebb recall`: images out of memory.
struct RecallCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recall",
    abstract: "Store images in associative memories, corrupt them, and let the memories recall them.",
    discussion: """
      Every memory stores the same random training images of a data set, in black and white (each image at its own \
      mean), or in grey values if the memory is continuous. Some of them are corrupted and handed back. The picture \
      shows what was stored, what was left of it, and what each memory made of that.

      MEMORIES:
      \(MemoryKind.allCases.map { "  \($0.rawValue): \($0.summary)" }.joined(separator: "\n"))

      CORRUPTIONS: noise:FRACTION flips values; top, bottom, left and right hide a half; box:SIDE hides a box.

      EXAMPLES:
        hebb recall
        hebb recall --dataset mnist --memory pseudo-inverse --corrupt noise:0.1
        hebb recall --memory exponential --patterns 5000 --corrupt box:0.6
        hebb recall --memory dense --degree 3 --patterns 100 --json
      """)

  @Option(
    help: ArgumentHelp(
      "Where the images come from; “hebb data list” shows what there is (default: fashion-mnist, or mnist where only that "
        + "is found).", valueName: "name"))
  var dataset: String?

  @Option(help: ArgumentHelp("A memory, or “all”; may be repeated (default: all).", valueName: "name"))
  var memory: [String] = []

  @Option(help: ArgumentHelp("How many images are stored.", valueName: "n"))
  var patterns = 300

  @Option(help: ArgumentHelp("How many of them are corrupted and recalled.", valueName: "n"))
  var queries = 100

  @Option(
    help: ArgumentHelp(
      "What is done to them; may be repeated (default: noise:0.3 and box:0.4).", valueName: "corruption"))
  var corrupt: [String] = []

  @Option(help: ArgumentHelp("The degree of the memory “dense”.", valueName: "n"))
  var degree = 30

  @Option(help: ArgumentHelp("The inverse temperature of the memory “continuous”.", valueName: "number"))
  var beta: Float = 1

  @Flag(help: "Update all units at once, not one after the other.")
  var synchronous = false

  @Option(help: ArgumentHelp("The most sweeps over all units.", valueName: "n"))
  var sweeps = 50

  @Option(help: ArgumentHelp("Where all random numbers come from.", valueName: "n"))
  var seed: UInt64 = 1

  @OptionGroup var threadOptions: ThreadOptions

  @OptionGroup var dataOptions: DataOptions
  @OptionGroup var pictureOptions: PictureOptions
  @OptionGroup var outputOptions: OutputOptions

  func validate() throws {
    for (name, value) in [("patterns", patterns), ("queries", queries), ("sweeps", sweeps)]
    where !(1...1_000_000).contains(value) {
      throw ValidationError("--\(name) \(value): choose from 1 to 1000000.")
    }
  }

  private struct Report: Encodable {
    let result: RecallResult
    let picture: String?
  }

  func run() throws {
    let data = try dataOptions.folder()
    let specification = RecallSpecification(
      dataset: try dataset ?? RecallExperiment.standardDataset(data: data),
      kinds: try MemoryKind.named(memory.isEmpty ? ["all"] : memory),
      corruptions: try (corrupt.isEmpty ? ["noise", "box"] : corrupt).map(Corruption.init(parsing:)),
      patterns: patterns, queries: queries, degree: degree, inverseTemperature: beta, isSynchronous: synchronous,
      sweepLimit: sweeps, seed: seed, parallel: threadOptions.parallel)
    let bar = ProgressBar("recall", unit: "recalls", total: specification.kinds.count * specification.corruptions.count)
    defer { bar.finish() }
    let experiment = try RecallExperiment.run(specification, data: data) { completed, _, next in
      bar.update(completed, label: "recall: \(next)")
    }
    bar.finish()
    let file = try pictureOptions.write(experiment.picture, named: "recall")
    guard !outputOptions.json else {
      return print(try JSONOutput.text(Report(result: experiment.result, picture: file)))
    }
    print(experiment.table.text(), terminator: "")
    if let file { print("\npicture: \(file)") }
  }
}
