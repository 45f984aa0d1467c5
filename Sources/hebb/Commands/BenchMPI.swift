import ArgumentParser
import Foundation
import HebbExperiments
import HebbFigures
import HebbSupport

/// `hebb bench mpi`: how fast several processes bring together what they have computed.
struct BenchMPI: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mpi", abstract: "Time the sums that several processes bring together after each batch.",
    discussion: """
      To be started by mpirun or srun. docs/distributed.md says how to predict from this what a network gains.

      EXAMPLES:
        mpirun -n 2 hebb bench mpi
        srun --mpi=pmix -N 4 hebb bench mpi --json
      """)

  @Option(help: ArgumentHelp("How often each size is timed.", valueName: "n"))
  var rounds = 30

  @Option(help: ArgumentHelp("The largest sum, in bytes; others are fractions of it.", valueName: "bytes"))
  var largest = 1 << 25

  @Option(
    help: ArgumentHelp("Parts of a batch, as in training.shards (default: one for each process).", valueName: "n"))
  var shards = 1

  @OptionGroup var threadOptions: ThreadOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if !(1...100_000).contains(rounds) { throw ValidationError("--rounds \(rounds): choose from 1 to 100000.") }
    if !(4096...1 << 30).contains(largest) {
      throw ValidationError("--largest \(largest): choose from 4096 to \(1 << 30).")
    }
    if !(1...4096).contains(shards) { throw ValidationError("--shards \(shards): choose from 1 to 4096.") }
  }

  func run() throws {
    try DistributionOptions.run(together: true, leavesRun: false) { collective in
      let sizes = stride(from: 0, to: 30, by: 2).map { largest >> $0 }.filter { $0 >= 1024 }.reversed()
      let result = try CollectiveBenchmark.run(
        collective, shards: shards, sizes: Array(sizes), rounds: rounds,
        threads: threadOptions.threads ?? collective.threads)
      guard collective.isFirst else { return }
      guard !output.json else { return print(try JSONOutput.text(result)) }
      print(result.text)
    }
  }
}

extension CollectiveBenchmark {
  fileprivate var text: String {
    let table = Table(
      columns: [.right("bytes"), .right("µs"), .right("fastest"), .right("MB/s")],
      rows: sums.map { timing in
        ["\(timing.bytes)"]
          + [timing.seconds * 1e6, timing.leastSeconds * 1e6, Double(timing.bytes) / timing.seconds / 1e6].map {
            String(format: "%.1f", $0)
          }
      })
    return table.text()
      + String(
        format: "\n%d processes, %d shards, %d threads each; agreeing takes %.1f µs; a sum %.1f µs + %.3f ns a byte",
        ranks, shards, threads, secondsToAgree * 1e6, latency * 1e6, secondsPerByte * 1e9)
  }
}
