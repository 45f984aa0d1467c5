import ArgumentParser
import HebbExperiments
import HebbSupport

@main
struct Hebb: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hebb",
    abstract: "Hebbian learning: networks that learn by local rules, without labels and without gradients.",
    discussion: """
      An experiment is a YAML file that says what network learns from which images, and how. Start from one that is \
      built in, change single values on the command line, or write a file of your own.

      EXAMPLES:
        See what two networks learn from Fashion-MNIST, in a minute or two:
          hebb demo
        Train one of them with a changed value, and draw what its neurons respond to:
          hebb train hebbian-cnn-pruned --epochs 4 --set layers.0.channels=64
          hebb figures latest
        Make a file of your own:
          hebb spec hebbian-cnn > mine.yaml
          hebb train mine.yaml

      Results go to standard output, progress and errors to standard error. With --json a command prints one JSON \
      object, errors included. The exit code is 0 for success, 1 for a mistake in a file or a value, 64 for a \
      mistake in the command line itself, and 130 for work that was stopped by Ctrl-C.
      """,
    version: hebbVersion,
    subcommands: commands)

  /// In the order of `hebb --help`; a command is a file in Commands and a line here.
  private static let commands: [any ParsableCommand.Type] = [
    Demo.self, Table1Command.self, Train.self, Baselines.self, Compare.self, EnsembleCommand.self, Runs.self,
    Export.self,
    Sweep.self,
    Figures.self,
    Generate.self, Spec.self,
    Rules.self, StudioCommand.self, Discover.self, Associate.self, RecallCommand.self, Capacity.self, DataCommand.self,
    Verify.self,
    Doctor.self, Bench.self,
  ]

  /// The parser would complain of the options behind a name that it does not know.
  private static func checkName(_ name: String?) throws {
    // As the parser names commands that do not name themselves.
    let names = commands.map { $0.configuration.commandName ?? "\($0)".lowercased() } + ["help"]
    guard let name, !name.hasPrefix("-"), !names.contains(name) else { return }
    let nearest = NearestName.of(name, among: names).map { "Did you mean “hebb \($0)”? " } ?? ""
    throw ValidationError("there is no command “\(name)”. \(nearest)“hebb help” lists them.")
  }

  /// Takes the place of the parser's own entry point, so that every error is reported in one way.
  static func main() async {
    LinearAlgebraCode.chooseBest()
    do {
      try checkName(CommandLine.arguments.dropFirst().first)
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      ErrorReporting.exit(with: error, arguments: Array(CommandLine.arguments.dropFirst()))
    }
  }
}
