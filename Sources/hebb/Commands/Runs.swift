import ArgumentParser

/// `hebb runs`: what has been run, and what came of it.
struct Runs: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List, search, compare, tag and remove runs.",
    discussion: """
      Conditions compare a key of the run with a value: name, kind, experiment, data, method, seed, status, tag, \
      started, any number that the run produced (accuracy.output), or any value of its experiment (layers.0.rule).

      EXAMPLES:
        hebb runs list --where 'accuracy.output>=0.7' --where dataset=cifar10
        hebb runs list --sort accuracy.output --descending
        hebb runs list --columns layers.0.learningRate --csv > runs.csv
        hebb runs show latest
        hebb runs compare RUN OTHER
        hebb runs tag latest --add good --note "twice the channels"
        hebb runs remove --where status=failed
      """,
    subcommands: [
      RunsList.self, RunsShow.self, RunsCompare.self, RunsTag.self, RunsRemove.self, RunsReindex.self,
    ], defaultSubcommand: RunsList.self)
}
