import Foundation
import HebbExperiments
import HebbSupport

/// Trains networks on sequences for the commands: progress bars, Ctrl-C, results.
enum SequenceTraining {
  /// Trains a run to its end.
  ///
  /// - Throws: `Interrupted` on Ctrl-C, with everything saved.
  static func finish(_ run: SequenceRun, title: String, stop: StopRequest) throws {
    let total = run.session.batches * run.session.specification.lanes * run.session.source.length
    var bar: ProgressBar? = ProgressBar(title, unit: "symbols", total: total, resumedAt: run.session.characters)
    defer { bar?.finish() }
    do {
      try run.train(stop: stop) { done, _, point in
        bar?.update(done, note: point.map { String(format: "%.3f bits", $0.validation) })
      }
    } catch let interruption as Interruption {
      bar?.finish()
      bar = nil
      throw Interrupted(
        Problem(
          "stopped after \(interruption.batches) batches; everything is saved", at: run.folder.url.path,
          advice: "Go on with: hebb train --resume \(run.folder.url.path)"))
    }
  }

  /// One run, from its beginning or where it was saved.
  static func runOne(_ output: OutputOptions, open: (StopRequest) throws -> SequenceRun) throws {
    let stop = StopRequest()
    let interrupts = InterruptHandler(stopping: stop)
    defer { withExtendedLifetime(interrupts) {} }
    let run = try open(stop)
    try finish(run, title: run.record.spec, stop: stop)
    try SequenceReport.write(run)
    guard !output.json else { return print(String(decoding: try run.record.encoded(), as: UTF8.self)) }
    print(SequenceReport.table([SequenceReport.Line(run.record.spec, run)]).text())
    print("report: \(run.folder.report.path)")
  }
}
