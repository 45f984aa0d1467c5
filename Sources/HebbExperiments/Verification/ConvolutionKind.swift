import HebbNetworks
import HebbPlasticity
import HebbTensor

/// One Hebbian convolution, run by the same kernels as any network.
///
/// Inputs: x `[images, channels, height, width]`, w `[neurons, channels, kernel, kernel]`, threshold `[neurons]`, the
/// `rule`, and as `parameters` the `winners` per position, the `activation` and the side of the `pool`. Each image is
/// standardised by the layer; x that is standardised already stays as it is.
struct ConvolutionKind: ReferenceKind {
  let name = "conv"

  private static let parameters = ["winners", "activation", "pool"]

  func results(of reference: ReferenceCase) throws -> [ReferenceResult] {
    let content = reference.content
    let x = try content.array("x", axes: ["images", "channels", "height", "width"])
    let w = try content.array("w", axes: ["neurons", "channels", "kernel", "kernel"])
    let threshold = try content.array("threshold", axes: ["neurons"])
    let (channels, neurons, kernel) = (x.shape[1], w.shape[0], w.shape[2])
    try content.require(
      w, "w", shape: [neurons, channels, kernel, kernel],
      because: "x has \(channels) channels, and receptive fields are square.")
    try content.require(threshold, "threshold", shape: [neurons], because: "Give one for each neuron of w.")

    let input = ImageShape(channels: channels, height: x.shape[2], width: x.shape[3])
    let layer = try description(of: content, channels: neurons, kernel: kernel)
    let inspection = try reference.locating {
      let network = try HebbianNetwork(input: input, layers: [layer], seed: 0)
      try network.layers[0].restore(weights: w.tensor, thresholds: threshold.tensor.elements, memory: [:], place: "w")
      return try inspect(network, images: x.tensor)
    }
    return [
      ReferenceResult(name: "winners", values: inspection.winners, isExact: true),
      ReferenceResult(name: "dw", values: inspection.weightChange),
      ReferenceResult(name: "output", values: inspection.activity),
      ReferenceResult(
        name: "firingRate", values: Tensor(shape: [neurons], elements: inspection.firingRates)),
    ]
  }

  private func description(
    of content: ReferenceRecord, channels: Int, kernel: Int
  ) throws -> LayerDescription {
    let parameters = try content.record("parameters")
    // Ignored, it would make the case fail for no visible reason.
    if let unknown = parameters.keys.first(where: { !Self.parameters.contains($0) }) {
      throw NotSupported(reason: "the parameter “\(unknown)”")
    }
    let (rule, activation) = (try content.text("rule"), try parameters.text("activation"))
    guard LearningRules.catalog.type(named: rule) != nil else { throw NotSupported(reason: "the rule “\(rule)”") }
    guard let activation = Activation.all.first(where: { $0.name == activation }) else {
      throw NotSupported(reason: "the activation “\(activation)”")
    }
    return LayerDescription.convolution(
      channels: channels, kernel: kernel, rule: try LearningRules.catalog.make(rule),
      winners: try parameters.integer("winners", in: 1...65_534),
      activation: activation, pool: Pooling(size: try parameters.integer("pool", in: 1...65_535)))
  }

  private func inspect(_ network: HebbianNetwork, images: Tensor) throws -> LayerInspection {
    try images.withUnsafeBufferPointer { pixels in
      let count = images.shape[0]
      let batch = ImageBatch(
        images: (0..<count).compactMap { image in pixels.baseAddress.map { $0 + image * network.input.count } },
        mirrored: [Bool](repeating: false, count: count))
      return try network.inspect(batch)[0]
    }
  }
}
