import ArgumentParser

/// `hebb bench`: how fast this machine learns.
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Time training steps, or learning rules, on this machine.",
    subcommands: [BenchNetwork.self, BenchRules.self], defaultSubcommand: BenchNetwork.self)
}
