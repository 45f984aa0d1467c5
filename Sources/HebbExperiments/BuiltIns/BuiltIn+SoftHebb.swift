extension BuiltIn {
  /// SoftHebb on CIFAR-10: A. Journé et al., "Hebbian deep learning without feedback" (ICLR 2023).
  static let softHebb = """
    # SoftHebb's network for CIFAR-10: A. Journé, H. Garcia Rodriguez, Q. Guo and T. Moraitis, "Hebbian deep learning
    # without feedback" (ICLR 2023). Three convolutions learn at the same time, without labels, in one pass over the
    # images; then a linear classifier is trained on what the last one passes on. The paper reports 80.3 % test accuracy,
    # without mirrored images: --set readout.flips=false.
    #
    # Change single values with --set layers.0.channels=64; an unknown key is an error.

    name: softhebb                   # names the folder of a run
    about: Three soft winner-take-all convolutions, learned in one pass, and a linear classifier
    dataset: cifar10                 # "hebb data" lists what there is

    input:
      whitening: none                # batch normalisation of layer 1 takes care of the pixels
      flips: false                   # the convolutions never see mirrored images

    training:
      epochs: 1                      # passes over the training images
      batch: 10                      # images per update
      burnIn: 0
      precision: bfloat16            # of the products' factors: twice as fast as float32 where the processor has it

    layers:
      - channels: 96                 # neurons at each position
        kernel: 5
        padding: 2
        paddingMode: reflect
        normalisation: batch         # every channel has mean 0 and variance 1 over the batch
        initialRadius: 25            # weights begin far outside the unit sphere, and shrink towards it
        rule: {name: softhebb, inverseTemperature: 1, negligible: 1.0e-4}
        learningRate: 0.08
        rateExponent: 0.5            # rate times |norm - 1|^0.5: slower and slower towards the unit sphere
        scale: largest               # the update is divided by its largest absolute value
        activation: {name: triangle, power: 0.7}
        pool: {name: maximum, size: 4, stride: 2, padding: 1}
      - channels: 384
        kernel: 3
        padding: 1
        paddingMode: reflect
        normalisation: batch
        initialRadius: 25
        rule: {name: softhebb, inverseTemperature: 0.65, negligible: 1.0e-4}
        learningRate: 0.005
        rateExponent: 0.5
        scale: largest
        activation: {name: triangle, power: 1.4}
        pool: {name: maximum, size: 4, stride: 2, padding: 1}
      - channels: 1536
        kernel: 3
        padding: 1
        paddingMode: reflect
        normalisation: batch
        initialRadius: 25
        rule: {name: softhebb, inverseTemperature: 0.25, negligible: 1.0e-4}
        learningRate: 0.01
        rateExponent: 0.5
        scale: largest
        activation: triangle
        pool: 2                      # the mean over windows of 2 x 2

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
