extension BuiltIn {
  /// HebbNet with settings chosen on a validation split of MNIST's training images; see docs/hebbnet.md.
  static let hebbNetFast = """
    # HebbNet with settings that were chosen on 10,000 images held out of MNIST's training images: batches instead of
    # single images, rates that fall to 0, a slow hidden layer, and for the softmax layer Adam and dropout. docs/hebbnet.md tells
    # what each of them does. "hebb spec hebbnet" has the settings of the original script.

    name: hebbnet-fast
    about: HebbNet on MNIST with batches and falling learning rates
    dataset: mnist                   # fashion-mnist has the same shape

    # Grey values as they are, 28 x 28 of them: four fifths are 0, and cost nothing.
    input:
      side: 28                       # images that are smaller are padded with zeros to this size
      values: pixels                 # from 0 to 1; standardised for centred and scaled images
      whitening: none
      flips: false

    training:
      epochs: 25
      batch: 50
      burnIn: 0
      schedule: linear               # of the layers' learning rates: they fall to 0

    layers:
      - kind: linear
        channels: 2000
        normalisation: none
        # The correlation less its running mean (activation threshold), of which the largest 1 % happens (gradient
        # sparsity). The minus sign unlearns what is novel: neurons that answer to the same images move apart.
        rule: {name: hebbNet, sparsity: 0.01, sign: minus}
        competition: rectified       # learning sees what is passed on, max(0, u)
        constraints: none
        activation: rectified
        learningRate: 0.02
        scale: mean                  # of the batch
        initialRadius: 0.577         # as wide as a uniform distribution up to 1 / square root of the inputs

    # The softmax layer learns together with the hidden one.
    readout:
      together: {optimiser: adam, learningRate: 0.01, schedule: linear, dropout: 0.2}

    """
}
