import ArgumentParser
import HebbTensor

/// How many processors a command works on.
struct ThreadOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Work on this many processors at once (default: all). The results do not depend on it.", valueName: "n"))
  var threads: Int?

  func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads \(threads): choose from 1 to 1024.")
    }
  }

  /// Never more than asked for; all processors if nothing was.
  var count: Int { threads ?? Parallel.processors }

  var parallel: Parallel { Parallel(threads: count) }
}
