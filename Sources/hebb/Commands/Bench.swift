import ArgumentParser

/// `hebb bench`: how fast this machine learns.
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Time training steps, learning rules, gradients, read-outs, memories, recurrent networks or processes.",
    subcommands: [
      BenchNetwork.self, BenchRules.self, BenchGradients.self, BenchReadout.self, BenchMemory.self, BenchRecurrent.self,
      BenchGRU.self, BenchMPI.self,
    ],
    defaultSubcommand: BenchNetwork.self)
}
