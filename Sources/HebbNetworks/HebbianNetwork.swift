import CHebbKernels
public import HebbSupport
public import HebbTensor

/// Hebbian convolutions, one above the other, trained layer by layer on the same forward pass.
///
/// Within a batch, every layer computes with the weights and thresholds from before the batch; then all are updated.
/// Results are the same, bit for bit, for any number of threads: images are independent of each other, and each
/// neuron's update is summed by one thread over the images in their order.
///
/// Not to be used from two threads at once; it runs in parallel by itself.
public final class HebbianNetwork {
  public let input: ImageShape
  public let layers: [HebbianLayer]
  public let parallel: Parallel
  let kernels: UnsafePointer<HebbKernels>
  private var workspace: Workspace?

  /// - Parameters:
  ///   - patchWhitening: a square matrix over the first layer's patches; each patch is standardised and whitened.
  ///   - kernels: which instruction set's kernels to use; nil for the best.
  /// - Throws: `Problem` if a layer does not fit its input or there is none.
  public init(
    input: ImageShape, layers descriptions: [HebbianConvolution], seed: UInt64, patchWhitening: Tensor? = nil,
    parallel: Parallel = Parallel(), kernels name: String? = nil
  ) throws(Problem) {
    let geometries = try Self.geometries(input: input, layers: descriptions)
    guard let kernels = name.map({ hebb_kernels_named($0) }) ?? hebb_kernels() else {
      throw Problem("there are no \(name ?? "") kernels on this machine", advice: "Use avx512, avx2 or base.")
    }
    self.input = input
    self.parallel = parallel
    self.kernels = kernels
    var layers: [HebbianLayer] = []
    for (index, (description, geometry)) in zip(descriptions, geometries).enumerated() {
      let plan = ConvolutionPlan(
        geometry, connectivity: description.connectivity, previous: layers.last?.plan, kernels: kernels)
      let whitening = index == 0 ? patchWhitening : nil
      if let whitening {
        guard case .dense = plan.path, whitening.shape == [plan.fanIn, plan.fanIn] else {
          throw Problem(
            "patches of \(plan.fanIn) values cannot be whitened by a matrix of shape \(whitening.shape)",
            at: "layers.0", advice: "Patch whitening needs a fully connected first layer.")
        }
      }
      layers.append(
        HebbianLayer(description, plan: plan, patchWhitening: whitening, seed: seed, index: index))
    }
    self.layers = layers
  }

  /// Checks that layers fit their input and each other, without building them.
  ///
  /// - Throws: `Problem` naming the layer and what does not fit.
  public static func check(input: ImageShape, layers: [HebbianConvolution]) throws(Problem) {
    _ = try geometries(input: input, layers: layers)
  }

  private static func geometries(
    input: ImageShape, layers: [HebbianConvolution]
  ) throws(Problem) -> [HebbConvolution] {
    guard input.channels > 0, input.height > 0, input.width > 0 else {
      throw Problem("images of \(input) have no pixels", at: "input", advice: "Check the data set.")
    }
    guard !layers.isEmpty else {
      throw Problem("the network has no layers", at: "layers", advice: "Describe at least one.")
    }
    var (geometries, shape): ([HebbConvolution], ImageShape) = ([], input)
    for (index, layer) in layers.enumerated() {
      let place = "layers.\(index)"
      geometries.append(try layer.kernelGeometry(input: shape, place: place))
      shape = try layer.shapes(input: shape, place: place).pooled
    }
    return geometries
  }

  /// The instruction set that the kernels use.
  public var instructionSet: String { String(cString: kernels.pointee.name) }

  /// Shows a batch to the network: all layers compete, thresholds adapt and, if `plastic`, weights learn.
  ///
  /// - Returns: how often each neuron of each layer won.
  /// - Throws: `Problem` naming the layer if activity or weights stop being finite; weights of other layers may then
  ///   have been updated, so go back to a checkpoint.
  @discardableResult
  public func learn(from batch: ImageBatch, plastic: Bool) throws(Problem) -> [[Int]] {
    guard batch.count > 0 else { return layers.map { [Int](repeating: 0, count: $0.plan.neurons) } }
    let workspace = workspace(for: batch.count, keepsPooled: false, learns: true)
    try workspace.forward(batch)
    if plastic { try workspace.updateWeights(imageCount: batch.count) }
    return workspace.adaptThresholds(imageCount: batch.count)
  }

  /// Shows images to the network with weights and thresholds frozen, and hands each layer's pooled activity
  /// `[channels, height, width]` to `body(image, layer, activity)`, from several threads at once.
  public func respond(
    to batch: ImageBatch, _ body: (_ image: Int, _ layer: Int, _ activity: UnsafeBufferPointer<Float>) -> Void
  ) throws(Problem) {
    let workspace = workspace(for: batch.count, keepsPooled: true, learns: false)
    try workspace.forward(batch)
    parallel.forEach(batch.count) { image, _ in
      for (index, activity) in workspace.activities.enumerated() {
        body(image, index, UnsafeBufferPointer(start: activity.pooled[image], count: self.layers[index].output.count))
      }
    }
  }

  /// Shows a batch to the network, changes nothing, and tells what each layer did and would have learned.
  public func inspect(_ batch: ImageBatch) throws(Problem) -> [LayerInspection] {
    let workspace = workspace(for: batch.count, keepsPooled: true, learns: true)
    try workspace.forward(batch)
    return layers.indices.map { workspace.inspect(layer: $0, imageCount: batch.count) }
  }

  private func workspace(for batch: Int, keepsPooled: Bool, learns: Bool) -> Workspace {
    if let workspace, workspace.capacity >= batch, workspace.keepsPooled == keepsPooled, workspace.learns == learns {
      return workspace
    }
    workspace = nil
    let made = Workspace(layers: layers, batch: batch, keepsPooled: keepsPooled, learns: learns, parallel: parallel)
    workspace = made
    return made
  }
}
