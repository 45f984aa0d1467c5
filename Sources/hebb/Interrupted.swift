import Foundation
import HebbExperiments
import HebbSupport

/// A run was stopped by the user: how far it came, and how to go on.
struct Interrupted: Error {
  let problem: Problem

  init(_ problem: Problem) { self.problem = problem }

  init(run: RunFolder, _ interruption: Interruption) {
    problem = Problem(
      "stopped after \(interruption.epochs) epochs and \(interruption.batches) batches; everything is saved",
      at: run.url.path, advice: "Go on with: \(run.resumeCommand)")
  }
}
