import ArgumentParser
import Foundation
import HebbExperiments
import HebbSupport
import HebbTensor

/// `hebb discover`: a search for the learning rule that serves a task best.
struct Discover: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Search for the learning rule that makes a network learn best on a task.",
    discussion: """
      The rules are polynomials of presynaptic activity x, postsynaptic activity y and weight w, with powers from 0 to \
      2: 27 terms. An evolution strategy (CMA-ES) varies their coefficients and judges each rule by whole lifetimes of \
      a network that learns by it. Terms that are not worth their cost are removed. The search begins with a random \
      rule; none is built in.

      TASKS:
      \(DiscoveryCatalog.all.map { "  \($0.name): \($0.summary)" }.joined(separator: "\n"))

      The result goes to a folder of its own: rule.yaml to paste into an experiment, fitness.svg, result.json, and \
      search.json, from which --resume goes on. Ctrl-C stops after a generation with everything saved; the result of a \
      resumed search is the same as if it had never stopped.

      EXAMPLES:
        hebb discover
        hebb discover --task principal-component --seed 7 --json
        hebb discover --terms "x*y, y*w, y^2*w, w" --population 24
        hebb discover --terms loss
        hebb discover --resume latest
      """)

  @Option(help: ArgumentHelp("What the rule is to be good at (default: principal-component).", valueName: "name"))
  var task: String?

  @Option(
    help: ArgumentHelp(
      "Where all random numbers come from: a seed gives the same search, bit for bit (default: 1).", valueName: "n"))
  var seed: UInt64?

  @Option(
    help: ArgumentHelp(
      "Generations of the search over all terms; shorter adjustments follow"
        + " (default: \(DiscoverySettings.standardGenerations)).", valueName: "n"))
  var generations: Int?

  @Option(
    help: ArgumentHelp(
      "Rules that are tried in a generation (default: \(DiscoverySettings.standardPopulation)).", valueName: "n"))
  var population: Int?

  @Option(
    help: ArgumentHelp(
      "The terms that a rule may have, with commas between them; “loss” for the 18 that surrogate losses can have, so that "
        + "the search is one for a loss (default: all 27).", valueName: "terms"))
  var terms: String?

  @Option(
    help: ArgumentHelp("Go on with a search: its folder, its name in the store, or “latest”.", valueName: "search"))
  var resume: String?

  @OptionGroup var threadOptions: ThreadOptions

  @OptionGroup var dataOptions: DataOptions
  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if let generations, !(1...1_000_000).contains(generations) {
      throw ValidationError("--generations \(generations): choose from 1 to 1000000.")
    }
    if let population, !(DiscoverySettings.smallestPopulation...100_000).contains(population) {
      throw ValidationError(
        "--population \(population): choose from \(DiscoverySettings.smallestPopulation) to 100000.")
    }
    if resume != nil, task != nil || seed != nil || generations != nil || population != nil || terms != nil {
      throw ValidationError(
        "A resumed search keeps its settings: leave out --task, --seed, --generations, --population and --terms.")
    }
  }

  func run() throws {
    if let resume {
      let folder = try DiscoveryFolder.find(resume, in: storeOptions.folder)
      let record = try DiscoveryRecord.load(from: folder)
      let data = try dataOptions.folder() ?? record.data.map { URL(fileURLWithPath: $0, isDirectory: true) }
      let task = try DiscoveryCatalog.named(record.settings.task).make(data)
      try search(task, from: .saved(record, folder))
    } else {
      let data = try dataOptions.folder()
      let task = try DiscoveryCatalog.named(task ?? "principal-component").make(data)
      var settings = DiscoverySettings(task: task.name)
      if let seed { settings.seed = seed }
      if let generations { settings.generations = generations }
      if let population { settings.population = population }
      if let terms { settings.terms = try DiscoverySettings.terms(parsing: terms) }
      try search(task, from: .new(settings, data: data))
    }
  }

  /// Where a search begins.
  private enum Start {
    case new(DiscoverySettings, data: URL?)
    case saved(DiscoveryRecord, DiscoveryFolder)
  }

  private func search(_ task: some DiscoveryTask, from start: Start) throws {
    let stop = StopRequest()
    let interrupts = InterruptHandler(stopping: stop)
    defer { withExtendedLifetime(interrupts) {} }
    let parallel = threadOptions.parallel
    var run =
      switch start {
      case .new(let settings, let data):
        try DiscoveryRun.start(task, settings, data: data, in: storeOptions.folder, parallel: parallel)
      case .saved(let record, let folder):
        DiscoveryRun.resume(task, record, in: folder, parallel: parallel)
      }
    let progress = DiscoveryDisplay()
    defer { progress.finish() }
    do {
      let result = try run.run(stop: stop) { progress.show($0.state, stageGenerations: $0.stageGenerations) }
      progress.finish()
      guard !output.json else { return print(try JSONOutput.text(result)) }
      print(result.text)
      print("rule: \(run.folder.rule.path)")
      print("picture: \(run.folder.chart.path)")
    } catch let interruption as Interruption {
      progress.finish()
      throw Interrupted(
        Problem(
          "stopped after \(interruption.epochs) generations; everything is saved", at: run.folder.url.path,
          advice: "Go on with: hebb discover --resume \(ShellWord.quoted(run.folder.url.path))"))
    }
  }
}
