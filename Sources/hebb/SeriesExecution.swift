import Foundation
import HebbExperiments
import HebbSupport

/// Carries out work that trains one network after another: shows its progress, and ends it in good order on Ctrl-C.
enum SeriesExecution {
  /// - Parameters:
  ///   - store: where the runs are kept.
  ///   - work: to be handed on: the wish to stop, and what is to be told of each event and the title of its run.
  static func run<Result>(
    in store: URL, _ work: (StopRequest, @escaping (String, TrainingEvent) -> Void) throws -> Result
  ) throws -> Result {
    let stop = StopRequest()
    let interrupts = InterruptHandler(stopping: stop)
    defer { withExtendedLifetime(interrupts) {} }
    var progress: (title: String, shown: TrainingProgress)?
    defer { progress?.shown.finish() }
    do {
      return try work(stop) { title, event in
        if progress?.title != title {
          progress?.shown.finish()
          progress = (title, TrainingProgress(title))
        }
        progress?.shown.show(event)
      }
    } catch let interruption as Interruption {
      throw Interrupted(
        Problem(
          "stopped after \(interruption.epochs) epochs of a network; it and the finished ones are kept as runs",
          at: interruption.run?.url.path ?? store.path,
          advice: "The same command with --reuse goes on from there: finished runs are not trained again."))
    }
  }
}
