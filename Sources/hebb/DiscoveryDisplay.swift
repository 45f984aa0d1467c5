import Foundation
import HebbExperiments
import HebbSupport

/// Shows the stages of a search as progress bars on standard error; silent where that is not a terminal.
final class DiscoveryDisplay {
  private var bar: ProgressBar?
  private var stage = -1

  /// - Parameters:
  ///   - state: after a generation.
  ///   - stageGenerations: how many the stage has.
  func show(_ state: DiscoveryState, stageGenerations: Int) {
    let done = state.history.count { $0.stage == state.stage }
    if state.stage != stage {
      bar?.finish()
      let label = state.stage == 0 ? "searching all terms" : "adjusting \(state.terms.count) terms"
      bar = ProgressBar(label, unit: "generations", total: stageGenerations, resumedAt: done)
      stage = state.stage
    }
    let fitness = state.history.last?.bestFitness.map { String(format: "best %.3f: ", $0) } ?? ""
    bar?.update(done, note: fitness + state.headline)
  }

  func finish() {
    bar?.finish()
    bar = nil
  }
}
