import ArgumentParser
import Foundation
import HebbData
import HebbExperiments
import HebbFigures
import HebbSupport
import HebbSweeps
import HebbTensor

/// `hebb sweep run`: a new sweep, or one that goes on.
struct SweepRun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Start a sweep, or go on with one (the default).")

  @Argument(help: "A built-in experiment, or the path of a YAML file.")
  var spec: String?

  @Option(help: ArgumentHelp("Go on with a sweep: its folder, its name in the store, or “latest”.", valueName: "sweep"))
  var resume: String?

  @Flag(help: "With --resume: try trials that failed again, from their beginning.")
  var retryFailed = false

  @OptionGroup(title: "Search") var search: SearchOptions
  @OptionGroup(title: "Launcher") var launcher: LauncherOptions
  @OptionGroup(title: "Training") var options: NetworkOptions

  func validate() throws {
    if spec == nil, resume == nil { throw ValidationError("Name an experiment, or a sweep to --resume.") }
    if launcher.launcher == .slurm, options.threadOptions.threads != nil {
      throw ValidationError("With Slurm it is --cpus, not --threads.")
    }
    guard resume == nil else { return try refuseOptionsOfNewSweep() }
    if retryFailed { throw ValidationError("--retry-failed is for a sweep that is resumed: give --resume, too.") }
    if search.isEmpty {
      throw ValidationError("Say what to vary: --grid KEY=A,B or --random KEY=log:LEAST:GREATEST.")
    }
    if !search.asha, search.eta != nil || search.smallest != nil {
      throw ValidationError("--eta and --smallest are for --asha.")
    }
    if search.onTest, options.validation != nil { throw ValidationError("Choose one of --on-test and --validation.") }
  }

  func run() throws {
    if launcher.launcher == .slurm { try SlurmLauncher.check() }
    let stop = StopRequest()
    let interrupts = InterruptHandler(stopping: stop)
    defer { withExtendedLifetime(interrupts) {} }
    let resumed = try resume.map { try SweepFolder.find($0, in: options.storeFolder) }
    let settings =
      try launcher.launcher == .slurm
      ? launcher.slurmSettings(before: resumed.flatMap { try SlurmLauncher($0).settings() }) : nil
    let folder = try resumed ?? begin(stop: stop)
    if resumed != nil { try folder.reopen(retryFailed: retryFailed) }
    if let settings { try submit(folder, settings, stop: stop) } else { try workHere(folder, stop: stop) }
  }

  // MARK: A new sweep

  /// Everything is checked, and the images are prepared, before there is a folder.
  private func begin(stop: StopRequest) throws -> SweepFolder {
    let experiment = try changed(ExperimentFile.resolve(spec ?? ""))
    var data: String?
    var validation: Int?
    switch experiment {
    case .sequences:
      data = options.dataOptions.text.map {
        FileManager.default.fileExists(atPath: $0) ? URL(fileURLWithPath: $0).path : $0
      }
    case .images(let specification):
      let folder = try options.dataFolder()
      data = folder?.path
      validation = search.onTest ? nil : try options.validation ?? Self.tenth(of: specification, in: folder)
    }
    let definition = try SweepDefinition(
      experiment, parameters: search.parameters(), trials: search.trials, seeds: seeds, seed: options.seed,
      pruning: search.pruning, metric: search.metric(for: experiment), data: data, limit: options.limit,
      validation: validation)
    try definition.check(experiment)
    try Self.prepare(experiment, definition, stop: stop)
    return try SweepFolder.create(definition, of: experiment, in: options.storeFolder)
  }

  private var seeds: [UInt64] { (0..<UInt64(search.seeds ?? 1)).map { options.seed &+ $0 } }

  private func changed(_ experiment: ExperimentFile) throws -> ExperimentFile {
    switch experiment {
    case .images(let specification): return .images(try specification.setting(options.changes.all))
    case .sequences(let specification):
      if search.onTest {
        throw Problem(
          "networks on sequences are compared on a part of their text that is held out", at: "--on-test",
          advice: "Leave it out, or compare them by --metric testBits --goal min.")
      }
      return .sequences(try options.sequenceEntry(spec ?? "", specification).specification)
    }
  }

  /// A tenth of the training images.
  private static func tenth(of specification: ExperimentSpecification, in folder: URL?) throws -> Int {
    max(1, try DatasetCatalog.standard.load(specification.dataset, data: folder).training.count / 10)
  }

  /// Prepares the images once, where otherwise all workers would at the same time; finds what is wrong with the data.
  private static func prepare(_ experiment: ExperimentFile, _ definition: SweepDefinition, stop: StopRequest) throws {
    guard case .images(let specification) = experiment else { return }
    let progress = TrainingProgress()
    defer { progress.finish() }
    _ = try ExperimentData.load(
      specification, from: definition.data.map { URL(fileURLWithPath: $0) }, validation: definition.validation,
      cache: ExperimentData.standardCache, parallel: Parallel()
    ) { fraction in
      if stop.isRequested {
        throw Interrupted(Problem("stopped before the sweep began", advice: "Nothing is lost: run the command again."))
      }
      progress.show(.preparing(fraction))
    }
  }

  // MARK: Its work

  private func workHere(_ folder: SweepFolder, stop: StopRequest) throws {
    let (definition, state) = (try folder.loadDefinition(), try folder.loadState())
    let open = state.trials.reduce(0) { sum, trial in
      sum + trial.runs.count { $0.values.count < definition.rungs.count && $0.problem == nil }
    }
    let plan = LocalLauncher.Plan(
      runs: open, processors: Parallel.processors, workers: launcher.workers, threads: options.threadOptions.threads)
    let display = SweepDisplay()
    defer { display.finish() }
    let isDone = try LocalLauncher(folder, program: Self.program, plan: plan).run(stop: stop) { display.show($0) }
    try SweepReport.write(folder)
    guard isDone else { throw try stopped(folder) }
    try show(folder, after: display)
  }

  /// Others may be at work on the sweep, too.
  private func stopped(_ folder: SweepFolder) throws -> Interrupted {
    let summary = try SweepSummary(folder)
    let others = summary.workers.joined(separator: ", ")
    let advice = "Go on with: \(folder.resumeCommand(inSlurm: false))"
    return Interrupted(
      others.isEmpty
        ? Problem("stopped with \(summary.counts); everything is saved", at: folder.url.path, advice: advice)
        : Problem(
          "stopped here with \(summary.counts); workers that were started elsewhere go on: \(others)",
          at: folder.url.path, advice: "\(advice). “hebb sweep cancel” stops all work."))
  }

  private func submit(_ folder: SweepFolder, _ settings: SlurmSettings, stop: StopRequest) throws {
    let slurm = SlurmLauncher(folder)
    let number = try slurm.submit(settings, program: Self.program)
    if launcher.wait {
      let display = SweepDisplay()
      defer { display.finish() }
      while try !stop.isRequested && slurm.isActive() {
        display.show(try SweepSummary(folder))
        Thread.sleep(forTimeInterval: 1)
      }
      try SweepReport.write(folder)
      return try show(folder, after: display)
    }
    guard !options.output.json else { return print(try JSONOutput.text(["sweep": folder.url.path, "job": number])) }
    print("job \(number): \(folder.url.path)")
    print("how it goes: hebb sweep status \(ShellWord.quoted(folder.url.path))")
  }

  /// This very program, which workers run, too.
  static var program: URL { Bundle.main.executableURL ?? URL(fileURLWithPath: CommandLine.arguments[0]) }

  /// What has come of a sweep.
  ///
  /// - Throws: `Problem` if every trial failed, or the sweep cannot go on.
  private func show(_ folder: SweepFolder, after display: SweepDisplay) throws {
    let summary = try SweepSummary(folder)
    if let problem = summary.problem { throw folder.cannotGoOn(problem) }
    if let failed = summary.trials.first(where: { $0.status == .failed }),
      summary.count(.failed) == summary.trials.count
    {
      let count = summary.trials.count
      throw Problem(
        (count == 1 ? "the only trial failed: " : "all \(count) trials failed; the first: ") + (failed.problem ?? ""),
        at: folder.url.path,
        advice: "When the cause is mended: "
          + "\(folder.resumeCommand(inSlurm: launcher.launcher == .slurm)) --retry-failed")
    }
    guard !options.output.json else {
      display.finish()
      return print(try JSONOutput.text(summary))
    }
    display.giveWay()
    if !summary.ranking.isEmpty { print(summary.table().text()) }
    if let failures = summary.failures { print(failures.text()) }
    print(summary.counts)
    if let best = summary.bestText { print("best: \(best)") }
    print("report: \(folder.report.path)")
  }
}
