import ArgumentParser
import Foundation
import HebbExperiments
import HebbSupport
import HebbTensor

/// `hebb train`: one network, one data set, and one run for each seed.
struct Train: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Train a network and keep the run: weights, metrics, pictures, report.",
    discussion: """
      Ctrl-C stops at the next batch with everything saved; --resume goes on from there, with the same result as if \
      it had never stopped.

      EXAMPLES:
        hebb train hebbian-cnn-pruned --dataset fashion-mnist --epochs 2
        hebb train mine.yaml --seed 7 --set layers.0.channels=64 --json
        hebb train mine.yaml --seeds 5 --validation 5000
        hebb train hebbian-rnn --data books/ --set rule=oja
        hebb train --resume latest
      """)

  @Argument(help: "A built-in experiment, or the path of a YAML file.")
  var spec: String?

  @Option(help: ArgumentHelp("Go on with a run: its folder, its name in the store, or “latest”.", valueName: "run"))
  var resume: String?

  @Option(
    help: ArgumentHelp(
      "Train this many times, with seeds counted up from --seed: mean, standard deviation and 95 % interval.",
      valueName: "n"))
  var seeds: Int?

  @Option(
    help: ArgumentHelp(
      "Begin with the weights of a file: .safetensors, .npz, or a folder of .npy files.",
      discussion:
        "Names and layouts are PyTorch's, as hebb export writes them. With --epochs 0 they are only measured.",
      valueName: "file"))
  var weights: String?

  @Flag(help: "Keep an event file for TensorBoard in the run's folder, “tensorboard”.")
  var tensorboard = false

  @OptionGroup var reuse: ReuseOptions
  @OptionGroup var options: NetworkOptions

  func validate() throws {
    if spec == nil, resume == nil { throw ValidationError("Name an experiment, or a run to --resume.") }
    if let seeds { try NetworkOptions.check(seeds: seeds) }
    if seeds == nil, reuse.reuse { throw ValidationError("--reuse is for several runs: give --seeds, too.") }
    if seeds != nil, weights != nil || tensorboard {
      throw ValidationError("--weights and --tensorboard are for a single run: leave out --seeds.")
    }
    guard resume != nil else { return }
    if weights != nil { throw ValidationError("A resumed run has its own weights: leave out --weights.") }
    if seeds != nil { throw ValidationError("A resumed run has its own seed: leave out --seeds.") }
    if let spec { throw ValidationError("A resumed run has its own experiment: leave out “\(spec)”.") }
    if !options.changes.all.isEmpty || options.limit != nil || options.validation != nil || options.givenSeed != nil {
      throw ValidationError(
        "A resumed run keeps its experiment: leave out --set, --dataset, --epochs, --limit, --validation and --seed.")
    }
  }

  func run() throws {
    if let seeds { try runSeries(seeds) } else { try runOne() }
  }

  private func runSeries(_ seeds: Int) throws {
    if case .sequences(let specification) = try ExperimentFile.resolve(spec ?? "") {
      let entry = try options.sequenceEntry(spec ?? "", specification)
      return try SequenceTraining.compare([entry], seeds: seeds, options)
    }
    let study = try SeriesExecution.run(in: options.storeFolder) { stop, observe in
      try Study.seeds(
        of: options.changes.specification(spec ?? ""), options.series(seeds: seeds, reuse: reuse), stop: stop,
        observe: observe)
    }
    try study.show(options.output)
  }

  private func runOne() throws {
    if let resume {
      let folder = try RunFolder.find(resume, in: options.storeFolder)
      if SequenceRecord.isKept(in: folder) {
        return try SequenceTraining.runOne(options.output, tensorboard: tensorboard) { _ in
          try SequenceRun.resume(folder, data: options.dataOptions.data, parallel: options.threadOptions.parallel)
        }
      }
    } else if case .sequences(let specification) = try ExperimentFile.resolve(spec ?? "") {
      let changed = try options.sequenceEntry(spec ?? "", specification).specification
      let initial = try initialWeights()
      return try SequenceTraining.runOne(options.output, tensorboard: tensorboard) { _ in
        try SequenceRun.start(
          changed, store: options.storeFolder, data: options.dataOptions.text, seed: options.seed,
          initialWeights: initial, parallel: options.threadOptions.parallel)
      }
    }
    let stop = StopRequest()
    let interrupts = InterruptHandler(stopping: stop)
    defer { withExtendedLifetime(interrupts) {} }
    let progress = TrainingProgress()
    defer { progress.finish() }
    var begun: TrainingRun?
    do {
      var folder: RunFolder?
      let run = try open(stop: stop) { event in
        progress.show(event)
        // What is wrong with the event file is told at the end; it should not cost the training.
        if tensorboard, case .finishedEpoch = event, let folder { try? folder.writeEvents() }
      }
      (begun, folder) = (run, run.folder)
      try run.train()
      progress.finish()
      try RunReport.write(run)
      if tensorboard { try run.folder.writeEvents() }
      guard !options.output.json else { return print(String(decoding: try run.record.encoded(), as: UTF8.self)) }
      print(RunReport.summary(run.record))
      print("report: \(run.folder.report.path)")
    } catch let interruption as Interruption {
      progress.finish()
      throw begun.map { Interrupted(run: $0.folder, interruption) }
        ?? Interrupted(Problem("stopped before training began", advice: "Nothing is lost: run the command again."))
    }
  }

  private func open(stop: StopRequest, observe: @escaping (TrainingEvent) -> Void) throws -> TrainingRun {
    if let resume {
      return try TrainingRun.resume(
        RunFolder.find(resume, in: options.storeFolder), data: options.dataFolder(),
        parallel: options.threadOptions.parallel,
        stop: stop, observe: observe)
    }
    var run = try options.run
    run.initialWeights = try initialWeights()
    return try TrainingRun.start(options.changes.specification(spec ?? ""), run, stop: stop, observe: observe)
  }

  private func initialWeights() throws -> InitialWeights? {
    try weights.map { try InitialWeights(contentsOf: URL(fileURLWithPath: NSString(string: $0).expandingTildeInPath)) }
  }
}

extension RunFolder {
  /// The event file for TensorBoard in the run's folder, brought up to date.
  func writeEvents() throws {
    try RunEvents.write(self, to: url.appendingPathComponent("tensorboard", isDirectory: true))
  }
}

/// A run was stopped by the user: how far it came, and how to go on.
struct Interrupted: Error {
  let problem: Problem

  init(_ problem: Problem) { self.problem = problem }

  init(run: RunFolder, _ interruption: Interruption) {
    problem = Problem(
      "stopped after \(interruption.epochs) epochs and \(interruption.batches) batches; everything is saved",
      at: run.url.path, advice: "Go on with: hebb train --resume \(run.url.path)")
  }
}
