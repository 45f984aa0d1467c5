extension BuiltIn {
  /// Hard winner-take-all with the BCM rule and lateral inhibition, after J. Nimmo and E. Mondragón, Neural Networks
  /// (2025).
  static let bcmCNN = """
    # Hard winner-take-all, Gaussian lateral inhibition and the rule of Bienenstock, Cooper and Munro in SoftHebb's
    # architecture, after J. Nimmo and E. Mondragón, Neural Networks (2025), who report 75.2 % on CIFAR-10.
    # Neighbours on a grid inhibit each other, the strongest neuron of a position wins with what it has left, and BCM's
    # sliding threshold keeps neurons that win often from winning everything.
    #
    # Change single values with --set layers.0.channels=64; an unknown key is an error.

    name: bcm-cnn                    # names the folder of a run
    about: Three convolutions with hard winner-take-all, lateral inhibition and BCM, and a linear classifier
    dataset: cifar10                 # "hebb data" lists what there is

    input:
      whitening: none                # batch normalisation of layer 1 takes care of the pixels
      flips: true                    # mirror an image half of the times it is shown

    training:
      epochs: 1                      # passes over the training images
      batch: 20                      # images per update
      burnIn: 0
      precision: bfloat16            # of the products' factors: twice as fast as float32 where the processor has it

    layers:
      - channels: 96
        kernel: 5
        padding: 2
        paddingMode: reflect
        normalisation: batch
        rule: {name: bcm, rate: 0.5}
        competition: [{name: lateralInhibition, strength: 0.5, radius: 1}, {name: winnerTakeAll, activity: graded}]
        constraints: unitNorm        # weight vectors of length 1: u is the patch's part along the neuron's weights
        learningRate: 0.05
        scale: largest               # the update is divided by its largest absolute value
        activation: {name: triangle, power: 0.7}
        pool: {name: maximum, size: 4, stride: 2, padding: 1}
      - channels: 384
        kernel: 3
        padding: 1
        paddingMode: reflect
        normalisation: batch
        rule: {name: bcm, rate: 0.5}
        competition: [{name: lateralInhibition, strength: 0.5, radius: 1}, {name: winnerTakeAll, activity: graded}]
        constraints: unitNorm
        learningRate: 0.02
        scale: largest
        activation: {name: triangle, power: 1.4}
        pool: {name: maximum, size: 4, stride: 2, padding: 1}
      - channels: 1536
        kernel: 3
        padding: 1
        paddingMode: reflect
        normalisation: batch
        rule: {name: bcm, rate: 0.5}
        competition: [{name: lateralInhibition, strength: 0.5, radius: 1}, {name: winnerTakeAll, activity: graded}]
        constraints: unitNorm
        learningRate: 0.01
        scale: largest
        activation: triangle
        pool: 2

    # What the frozen network passes on, for every image and its mirror image, is computed once and kept; the classifier
    # reads it 50 times.
    readout:
      kind: softmax
      optimiser: adam
      learningRate: 1.0e-3
      halvings: [0.2, 0.35, 0.5, 0.6, 0.7, 0.8, 0.9]
      batch: 64
      epochs: 50
      dropout: 0.5
      flips: true                    # train on mirrored images, too, and add the scores of both for a test image

    """
}
