import Foundation
import HebbExperiments
import HebbSupport

/// Shows the stages of a search as progress bars on standard error; silent where that is not a terminal.
final class DiscoveryDisplay {
  private var current: (bar: ProgressBar, stage: Int, total: Int)?

  /// - Parameters:
  ///   - state: after a generation.
  ///   - stageGenerations: how many the stage has.
  func show(_ state: DiscoveryState, stageGenerations: Int) {
    let done = state.history.count { $0.stage == state.stage }
    let work = state.stage == 0 ? "searching" : "adjusting"
    if state.stage != current?.stage {
      // The generation that ended the last stage was reported as the beginning of this one.
      current.map { $0.bar.update($0.total) }
      finish()
      let bar = ProgressBar(work, unit: "generations", total: stageGenerations, resumedAt: done)
      current = (bar, state.stage, stageGenerations)
    }
    // In the label, because that is what stays when a line is too long.
    let fitness = state.history.last?.bestFitness.map { String(format: ", best %.3f", $0) } ?? ""
    current?.bar.update(done, label: "\(work) \(done)/\(stageGenerations)\(fitness): \(state.headline)")
  }

  func finish() {
    current?.bar.finish()
    current = nil
  }
}
