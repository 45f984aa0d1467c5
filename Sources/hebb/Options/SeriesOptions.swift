import ArgumentParser
import Foundation
import HebbExperiments
import HebbSupport
import HebbTensor

/// For commands that repeat runs with several seeds.
struct ReuseOptions: ParsableArguments {
  @Flag(
    help: ArgumentHelp(
      "Take runs that the store has already: finished ones are not trained again, interrupted ones go on.",
      discussion: "A run counts if its whole experiment, seed, data, limit and held-out images are the same."))
  var reuse = false
}

extension Study {
  /// Prints the result as the user wants it.
  func show(_ output: OutputOptions) throws {
    guard !output.json else { return print(try JSONOutput.text(self)) }
    print(text)
    print("picture: \(picture.path)")
    print("report: \(report.path)")
  }
}

extension NetworkOptions {
  /// - Parameter seeds: how many, counted up from `--seed`.
  func series(seeds: Int, reuse: ReuseOptions) throws -> SeedSeries.Options {
    SeedSeries.Options(run: try run, seeds: seeds, reuses: reuse.reuse)
  }

  /// How a single run is started.
  var run: TrainingRun.Options {
    get throws {
      TrainingRun.Options(
        store: storeFolder, data: try dataFolder(), seed: seed, limit: limit, validation: validation,
        parallel: threadOptions.parallel)
    }
  }

  static let mostSeeds = 100

  static func check(seeds: Int, least: Int = 1) throws {
    if !(least...mostSeeds).contains(seeds) {
      throw ValidationError("--seeds \(seeds): choose from \(least) to \(mostSeeds).")
    }
  }
}
