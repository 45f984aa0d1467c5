import ArgumentParser

/// `hebb sweep`: many trainings with different values, and which of them are best.
struct Sweep: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Try many values of an experiment's keys, on all cores or on a cluster, and find the best.",
    discussion: """
      Keys are those of --set. For networks on images a short name will do: rule means layers.*.rule, the rule of every \
      layer, and epochs means training.epochs.

      EXAMPLES:
        Every combination of some values:
          hebb sweep hebbian-cnn-pruned --grid rule=instar,oja --grid batch=50,100
        Values drawn at random, each combination with three seeds:
          hebb sweep mine.yaml --random learningRate=log:1e-5:1e-2 --trials 64 --seeds 3
        Begin with a small part of the training and let only the best third go on, again and again (ASHA):
          hebb sweep mine.yaml --random learningRate=log:1e-5:1e-2 --trials 81 --asha
        On text:
          hebb sweep hebbian-rnn --data books/ --grid rule=hebb,oja --seeds 3
        On a cluster with Slurm:
          hebb sweep mine.yaml … --launcher slurm --partition cpu --time 4:00:00
          hebb sweep status latest
        Go on with one that was stopped, and try failed trials again:
          hebb sweep --resume latest --retry-failed

      Trials are compared on training images that are held out (a tenth of them, or --validation), not on the test \
      images. Ctrl-C stops all work with everything saved.
      """,
    subcommands: [SweepRun.self, SweepStatus.self, SweepCancel.self, SweepRemove.self, SweepWork.self],
    defaultSubcommand: SweepRun.self)
}
