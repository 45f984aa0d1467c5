extension BuiltIn {
  /// HebbNet with the settings of the script of seed 002.
  static let hebbNet = """
    # HebbNet (M. Gupta, A. Ambikapathi and S. Ramasamy, ICASSP 2021) with the settings of its best-known script: one
    # hidden layer that learns by the correlation of its inputs and outputs, without labels, and a softmax layer that
    # learns the labels on the same pass. The script reports 94.4 % of the training and 92.7 % of the test images after
    # 200 epochs. See hebbnet-fast for settings that reach more, sooner.

    name: hebbnet
    about: HebbNet on MNIST, one image at a time
    dataset: mnist                   # fashion-mnist has the same shape

    # Grey values as they are, 28 x 28 of them: four fifths are 0, and cost nothing.
    input:
      side: 28                       # images that are smaller are padded with zeros to this size
      values: pixels                 # from 0 to 1; standardised for centred and scaled images
      whitening: none
      flips: false

    training:
      epochs: 200
      batch: 1
      burnIn: 0
      schedule: {name: exponential, factor: 0.95}   # of the layers' learning rates, epoch by epoch

    layers:
      - kind: linear
        channels: 2000
        normalisation: none
        # The correlation less its running mean (activation threshold), of which the largest 1 % happens (gradient
        # sparsity). The script subtracts it: what is novel is unlearned.
        rule: {name: hebbNet, sparsity: 0.01, sign: minus}
        competition: rectified       # learning sees what is passed on, max(0, u)
        constraints: none
        activation: rectified
        learningRate: 1.0
        initialRadius: 0.577         # as wide as a uniform distribution up to 1 / square root of the inputs

    # The softmax layer learns together with the hidden one, by plain gradient descent.
    readout:
      together:
        optimiser: {name: sgd, momentum: 5.0e-4}     # or adam
        learningRate: 1.0
        schedule: {name: exponential, factor: 0.95}

    """
}
