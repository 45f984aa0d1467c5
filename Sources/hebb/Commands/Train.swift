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
        mpirun -n 4 hebb train softhebb --mpi
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

  @OptionGroup var distribution: DistributionOptions
  @OptionGroup var reuse: ReuseOptions
  @OptionGroup var options: NetworkOptions

  func validate() throws {
    if spec == nil, resume == nil { throw ValidationError("Name an experiment, or a run to --resume.") }
    if let seeds { try NetworkOptions.check(seeds: seeds) }
    if seeds == nil, reuse.reuse { throw ValidationError("--reuse is for several runs: give --seeds, too.") }
    if seeds != nil, weights != nil || tensorboard {
      throw ValidationError("--weights and --tensorboard are for a single run: leave out --seeds.")
    }
    if seeds != nil, distribution.mpi {
      throw ValidationError("Processes train one network together: leave out --seeds or --mpi.")
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
    try distribution.run { collective in
      if try trainSequences() { return }
      let stop = StopRequest()
      if collective.isFirst {
        try train(collective, stop: stop)
      } else {
        try follow(collective, stop: stop)
      }
    }
  }

  /// Trains a network on sequences, if that is what is named.
  private func trainSequences() throws -> Bool {
    let open: (StopRequest) throws -> SequenceRun
    if let resume {
      let folder = try RunFolder.find(resume, in: options.storeFolder)
      guard SequenceRecord.isKept(in: folder) else { return false }
      open = { _ in
        try SequenceRun.resume(folder, data: options.dataOptions.data, parallel: options.threadOptions.parallel)
      }
    } else {
      guard case .sequences(let specification) = try ExperimentFile.resolve(spec ?? "") else { return false }
      let changed = try options.sequenceEntry(spec ?? "", specification).specification
      let initial = try initialWeights()
      open = { _ in
        try SequenceRun.start(
          changed, store: options.storeFolder, data: options.dataOptions.text, seed: options.seed,
          initialWeights: initial, parallel: options.threadOptions.parallel)
      }
    }
    guard !distribution.mpi else {
      throw Problem(
        "networks on sequences learn from one symbol after the other, which several processes cannot share",
        at: "--mpi", advice: "Leave it out.")
    }
    try SequenceTraining.runOne(options.output, tensorboard: tensorboard, open: open)
    return true
  }

  private func train(_ collective: any Collective, stop: StopRequest) throws {
    let interrupts =
      collective.ranks > 1
      ? InterruptHandler(stopping: stop) { RunAtWork.current.stopNotice } : InterruptHandler(stopping: stop)
    defer { withExtendedLifetime(interrupts) {} }
    let progress = TrainingProgress()
    defer { progress.finish() }
    var begun: (any ImageRun)?
    do {
      var folder: RunFolder?
      let run = try open(collective, stop: stop) { event in
        progress.show(event)
        // What is wrong with the event file is told at the end; it should not cost the training.
        if tensorboard, case .finishedEpoch = event, let folder { try? folder.writeEvents() }
      }
      (begun, folder) = (run, run.folder)
      RunAtWork.current.begin(run.folder)
      try run.complete()
      progress.finish()
      if tensorboard { try run.folder.writeEvents() }
      guard !options.output.json else { return print(String(decoding: try run.record.encoded(), as: UTF8.self)) }
      print(RunReport.summary(run.record))
      print("report: \(run.folder.report.path)")
    } catch let interruption as Interruption {
      progress.finish()
      if let begun { throw Interrupted(run: begun.folder, interruption) }
      throw try stoppedEarly(collective)
    }
  }

  /// Computes the part of one process that is not the first.
  private func follow(_ collective: any Collective, stop: StopRequest) throws {
    let interrupts = InterruptHandler(stopping: stop) { nil }
    defer { withExtendedLifetime(interrupts) {} }
    let follower: TrainingFollower
    do {
      if let resume {
        follower = try TrainingFollower.resume(
          RunFolder.find(resume, in: options.storeFolder), data: options.dataFolder(), parallel: parallel(collective),
          collective: collective, stop: stop)
      } else {
        follower = try TrainingFollower.start(
          options.changes.specification(spec ?? ""), runOptions(collective), stop: stop)
      }
    } catch is Interruption {
      throw try stoppedEarly(collective)
    }
    try follower.train()
  }

  /// What a stop before the first batch comes to. Other processes may not have heard of it.
  private func stoppedEarly(_ collective: any Collective) throws -> Interrupted {
    let problem = Problem("stopped before training began", advice: "Nothing is lost: run the command again.")
    guard collective.ranks == 1 else { throw problem }
    return Interrupted(problem)
  }

  private func open(
    _ collective: any Collective, stop: StopRequest, observe: @escaping (TrainingEvent) -> Void
  ) throws -> any ImageRun {
    if let resume {
      let folder = try RunFolder.find(resume, in: options.storeFolder)
      if collective.ranks == 1, try RunRecord.load(from: folder).method == .backpropagation {
        return try BackpropagationRun.resume(
          folder, data: options.dataFolder(), parallel: parallel(collective), stop: stop, observe: observe)
      }
      return try TrainingRun.resume(
        folder, data: options.dataFolder(), parallel: parallel(collective), collective: collective, stop: stop,
        observe: observe)
    }
    return try TrainingRun.start(
      options.changes.specification(spec ?? ""), runOptions(collective), stop: stop, observe: observe)
  }

  private func runOptions(_ collective: any Collective) throws -> TrainingRun.Options {
    var run = try options.run
    run.initialWeights = try initialWeights()
    run.collective = collective
    run.parallel = parallel(collective)
    return run
  }

  private func initialWeights() throws -> InitialWeights? {
    try weights.map { try InitialWeights(contentsOf: URL(fileURLWithPath: NSString(string: $0).expandingTildeInPath)) }
  }

  /// As many threads as were asked for, or this process's share of the machine.
  private func parallel(_ collective: any Collective) -> Parallel {
    Parallel(threads: options.threadOptions.threads ?? collective.threads)
  }
}
