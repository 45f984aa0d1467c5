extension BuiltIn {
  /// The default network of T. Miconi, "Hebbian learning with gradients" (2021), section 2.3.
  static let hebbianCNN = """
    # The default network of T. Miconi, "Hebbian learning with gradients: Hebbian convolutional neural networks with
    # modern deep learning frameworks" (2021): winner-take-all both for learning and for what a layer passes on.
    # The paper reports 49.9 / 45.3 / 34.5 % test accuracy on CIFAR-10 from layers 1 / 2 / 3: each layer knows less
    # than the one below. See hebbian-cnn-pruned for the remedy.
    #
    # Every key has its place here; leave out input, training, readout or any key of a layer but channels and kernel,
    # and it has its default. An unknown key is an error. Change single values with --set layers.0.channels=64.

    name: hebbian-cnn                # names the folder of a run
    about: Three Hebbian convolutions with winner-take-all activations
    dataset: cifar10                 # "hebb data" lists what there is

    # Each image is centred and scaled, then whitened.
    input:
      whitening: zca                 # zca (whole images), patch, dog (difference of Gaussians) or none
      epsilon: 1.0e-3                # added to the eigenvalues of the covariance
      images: 10000                  # training images from which the covariance is computed
      flips: true                    # mirror an image half of the times it is shown

    training:
      epochs: 20                     # passes over the training images; 0 evaluates the untrained network
      batch: 100                     # images per update
      burnIn: 200                    # first batches, in which only the thresholds adapt

    # From the image upwards. 32 x 32 pixels become 14 x 14, 6 x 6 and 2 x 2 positions.
    layers:
      - channels: 100                # neurons at each position
        kernel: 5                    # side of the receptive field in positions of the layer's input
        rule: instar                 # y (x - w); "hebb rules" lists all
        competition: {name: winnerTakeAll, winners: 1}    # neurons per position that win and learn
        homeostasis: {name: adaptiveThreshold, rate: 3}   # pulls firing rates towards winners / channels
        constraints: unitNorm        # every weight vector has length 1
        activation: winners          # what is passed on: winners, triangle, rectified, tanh or linear
        pool: 2                      # side of the windows that are averaged; 1 for none
        connectivity: 1.0            # fraction of the possible connections that exist
        learningRate: 1.0e-4         # per image, summed over positions
      - channels: 196
        kernel: 3
        rule: instar
        competition: {name: winnerTakeAll, winners: 1}
        homeostasis: {name: adaptiveThreshold, rate: 3}
        constraints: unitNorm
        activation: winners
        pool: 2
        connectivity: 1.0
        learningRate: 1.0e-4
      - channels: 400
        kernel: 3
        rule: instar
        competition: {name: winnerTakeAll, winners: 1}
        homeostasis: {name: adaptiveThreshold, rate: 3}
        constraints: unitNorm
        activation: winners
        pool: 2
        connectivity: 1.0
        learningRate: 1.0e-3

    # A linear regression of the labels on the frozen network's output.
    readout:
      ridge: 1.0                     # added to the diagonal of the features' Gram matrix

    """
}
