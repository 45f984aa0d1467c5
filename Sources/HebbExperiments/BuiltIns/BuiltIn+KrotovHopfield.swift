extension BuiltIn {
  /// D. Krotov and J. J. Hopfield, "Unsupervised learning by competing hidden units", PNAS 116 (2019), on MNIST.
  static let krotovHopfield = """
    # Unsupervised learning by competing hidden units: D. Krotov and J. J. Hopfield, PNAS 116 (2019), 7723-7731. For each
    # image the neuron with the largest input learns and the seventh unlearns a little; then a classifier reads a power
    # of the rectified responses. The paper reports 1.46 % errors on MNIST's test images.

    name: krotov-hopfield
    about: Competing hidden units on MNIST and a classifier of powers
    dataset: mnist                   # fashion-mnist has the same shape

    input:
      side: 28                       # images that are smaller are padded with zeros to this size
      values: pixels                 # from 0 to 1
      whitening: none
      flips: false

    training:
      epochs: 30
      batch: 100
      burnIn: 0
      schedule: linear               # the learning rate falls to 0

    layers:
      - kind: linear
        channels: 2000
        normalisation: none
        rule: {name: krotovHopfield, p: 2, k: 7, delta: 0.4}
        competition: none            # the rule has its own
        constraints: none
        activation: linear
        learningRate: 0.15
        scale: largest               # the update of a batch, divided by its largest value
        # Far from length 1, to which weights shrink as they learn: those that have not yet learned anything answer
        # strongest by chance, so that every neuron has its turn.
        initialRadius: 16

    readout:
      kind: power
      exponent: 4.5                  # n of max(0, u)^n, u for an image of length 1

    """
}
