import ArgumentParser

/// `hebb bench`: how fast this machine learns.
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Time training steps, learning rules or gradients, on this machine.",
    subcommands: [BenchNetwork.self, BenchRules.self, BenchGradients.self], defaultSubcommand: BenchNetwork.self)
}
