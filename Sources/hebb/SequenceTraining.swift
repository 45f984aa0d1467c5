import Foundation
import HebbExperiments
import HebbFigures
import HebbSupport

/// Trains networks on sequences for the commands: progress bars, Ctrl-C, results.
enum SequenceTraining {
  /// Trains a run to its end.
  ///
  /// - Throws: `Interrupted` on Ctrl-C, with everything saved.
  static func finish(_ run: SequenceRun, title: String, stop: StopRequest, tensorboard: Bool = false) throws {
    let total = run.session.batches * run.session.specification.lanes * run.session.source.length
    var bar: ProgressBar? = ProgressBar(title, unit: "symbols", total: total, resumedAt: run.session.characters)
    defer { bar?.finish() }
    do {
      try run.train(stop: stop) { done, _, point in
        bar?.update(done, note: point.map { String(format: "%.3f bits", $0.validation) })
        if tensorboard, point != nil { try? run.folder.writeEvents() }
      }
    } catch let interruption as Interruption {
      bar?.finish()
      bar = nil
      throw Interrupted(
        Problem(
          "stopped after \(interruption.batches) batches; everything is saved", at: run.folder.url.path,
          advice: "Go on with: \(run.folder.resumeCommand)"))
    }
  }

  /// One run, from its beginning or where it was saved.
  static func runOne(_ output: OutputOptions, tensorboard: Bool, open: (StopRequest) throws -> SequenceRun) throws {
    let stop = StopRequest()
    let interrupts = InterruptHandler(stopping: stop)
    defer { withExtendedLifetime(interrupts) {} }
    let run = try open(stop)
    if let warning = run.record.versionWarning {
      FileHandle.standardError.write(Data("warning: \(warning)\n".utf8))
    }
    try finish(run, title: run.record.spec, stop: stop, tensorboard: tensorboard)
    try SequenceReport.write(run)
    if tensorboard { try run.folder.writeEvents() }
    guard !output.json else { return print(String(decoding: try run.record.encoded(), as: UTF8.self)) }
    let line = SequenceReport.Line(run.record.spec, run)
    print(SequenceReport.table([SequenceSeries(name: line.name, lines: [line])]).text())
    print("report: \(run.folder.report.path)")
  }

  /// One side of a comparison.
  struct Entry {
    var name: String
    var specification: SequenceSpecification
  }

  /// Trains all experiments with each seed, on the same sequences, and writes a table and a page with curves.
  static func compare(_ entries: [Entry], seeds: Int, _ options: NetworkOptions) throws {
    let stop = StopRequest()
    let interrupts = InterruptHandler(stopping: stop)
    defer { withExtendedLifetime(interrupts) {} }
    var series: [SequenceSeries] = []
    for entry in entries {
      var lines: [SequenceReport.Line] = []
      for seed in (0..<UInt64(seeds)).map({ options.seed &+ $0 }) {
        do {
          let run = try SequenceRun.start(
            entry.specification, store: options.storeFolder, data: options.dataOptions.text, seed: seed,
            parallel: options.threadOptions.parallel)
          try finish(run, title: "\(entry.name), seed \(seed)", stop: stop)
          lines.append(SequenceReport.Line(entry.name, run))
        } catch let problem as Problem where !stop.isRequested && problem.what.contains("finite") {
          // A rule that diverges is a result.
          FileHandle.standardError.write(Data("\(entry.name), seed \(seed): \(problem.description)\n".utf8))
        }
      }
      series.append(SequenceSeries(name: entry.name, lines: lines))
    }
    let folder = try RunFolder.create(in: options.storeFolder, name: "compare", seed: nil)
    let page = try SequenceReport.write(series, to: folder)
    guard !options.output.json else { return print(try JSONOutput.text(series)) }
    print(SequenceReport.table(series).text())
    print("curves: \(page.path)")
  }
}
