import CHebbKernels
public import HebbPlasticity
public import HebbSupport
public import HebbTensor

/// Hebbian layers, one above the other, trained on the same forward pass.
///
/// Within a batch, every layer computes with the weights and thresholds from before the batch; then all are updated.
/// Results are the same, bit for bit, for any number of threads: images are independent of each other, and each
/// neuron's update is summed by one thread over the images in their order.
///
/// Several processes can train one network, each with a copy of it: see `BatchDivision`.
///
/// Not to be used from two threads at once; it runs in parallel by itself.
public final class HebbianNetwork {
  public let input: ImageShape
  public let layers: [any HebbianLayer]
  public let parallel: Parallel
  /// How batches are divided while the network learns; nil if they are not.
  public let division: BatchDivision?
  let kernels: UnsafePointer<HebbKernels>
  private let stages: [any NetworkStage]

  /// Layers that are run together, or one by one; by default those that can are fused.
  enum Execution {
    case fused
    /// Every layer by the engine that serves all rules, to hold the other against.
    case unfolded
  }

  /// - Parameters:
  ///   - patchWhitening: a square matrix over the first layer's patches; each patch is standardised and whitened.
  ///   - precision: of the factors of products in layers that neither fuse their competition nor unfold their input.
  ///   - kernels: which instruction set's kernels to use; nil for the best.
  ///   - division: how batches are divided, if they are.
  /// - Throws: `Problem` if a layer does not fit its input or there is none, or if its batches cannot be divided.
  public convenience init(
    input: ImageShape, layers: [LayerDescription], seed: UInt64, patchWhitening: Tensor? = nil,
    precision: Precision = .float32, parallel: Parallel = Parallel(), kernels: String? = nil,
    division: BatchDivision? = nil
  ) throws(Problem) {
    try self.init(
      input: input, layers: layers, seed: seed, patchWhitening: patchWhitening, precision: precision,
      parallel: parallel, kernels: kernels, division: division, execution: .fused)
  }

  init(
    input: ImageShape, layers descriptions: [LayerDescription], seed: UInt64, patchWhitening: Tensor?,
    precision: Precision, parallel: Parallel, kernels name: String?, division: BatchDivision? = nil,
    execution: Execution
  ) throws(Problem) {
    try Self.check(input: input, layers: descriptions)
    if division != nil {
      for (index, layer) in descriptions.enumerated() { try layer.checkDivision(place: "layers.\(index)") }
    }
    guard let kernels = name.map({ hebb_kernels_named($0) }) ?? hebb_kernels() else {
      throw Problem(
        "there are no \(name ?? "") kernels on this machine",
        advice: "Use \(KernelSupport.available.joined(separator: ", ")).")
    }
    self.input = input
    self.parallel = parallel
    self.division = division
    self.kernels = kernels
    var stages: [any NetworkStage] = []
    /// Layers of one kind that follow each other.
    var (fused, patches): ([FusedLayer], [PatchLayer]) = ([], [])
    func finishStage(at index: Int) {
      if !fused.isEmpty {
        stages.append(FusedStage(fused, firstIndex: index - fused.count, parallel: parallel, division: division))
      }
      if !patches.isEmpty { stages.append(PatchStage(patches, kernels: kernels, parallel: parallel)) }
      (fused, patches) = ([], [])
    }
    var shape = input
    for (index, description) in descriptions.enumerated() {
      let whitening = index == 0 ? patchWhitening : nil
      if execution == .fused, let geometry = try description.kernelGeometry(input: shape),
        whitening == nil || description.connectivity == 1
      {
        if !patches.isEmpty { finishStage(at: index) }
        let plan = ConvolutionPlan(
          geometry, connectivity: description.connectivity, previous: fused.last?.plan, kernels: kernels)
        try Self.check(whitening, fanIn: plan.fanIn)
        fused.append(FusedLayer(description, plan: plan, patchWhitening: whitening, seed: seed, index: index))
      } else if execution == .fused, whitening == nil, description.isPatchwise {
        if !fused.isEmpty { finishStage(at: index) }
        patches.append(
          try PatchLayer(
            description, input: shape, precision: precision, seed: seed, index: index, kernels: kernels,
            parallel: parallel, division: division))
      } else {
        finishStage(at: index)
        try Self.check(whitening, fanIn: description.fanIn(input: shape))
        var unfolded = description
        if whitening != nil { unfolded.normalisation = .patch }
        stages.append(
          try PopulationLayer(
            unfolded, input: shape, whitening: whitening, seed: seed, index: index, kernels: kernels,
            parallel: parallel, division: division))
      }
      shape = try description.shapes(input: shape, place: "layers.\(index)").pooled
    }
    finishStage(at: descriptions.count)
    self.stages = stages
    layers = stages.flatMap(\.layers)
  }

  private static func check(_ whitening: Tensor?, fanIn: Int) throws(Problem) {
    guard let whitening, whitening.shape != [fanIn, fanIn] else { return }
    throw Problem(
      "patches of \(fanIn) values cannot be whitened by a matrix of shape \(whitening.shape)", at: "layers.0",
      advice: "Fit the whitening to patches of the first layer's kernel.")
  }

  /// Checks that layers fit their input and each other, without building them.
  ///
  /// - Throws: `Problem` naming the layer and what does not fit.
  public static func check(input: ImageShape, layers: [LayerDescription]) throws(Problem) {
    guard input.channels > 0, input.height > 0, input.width > 0 else {
      throw Problem("images of \(input) have no pixels", at: "input", advice: "Check the data set.")
    }
    guard !layers.isEmpty else {
      throw Problem("the network has no layers", at: "layers", advice: "Describe at least one.")
    }
    var shape = input
    for (index, layer) in layers.enumerated() {
      let place = "layers.\(index)"
      try layer.check(input: shape, place: place)
      shape = try layer.shapes(input: shape, place: place).pooled
    }
  }

  /// The instruction set that the kernels use.
  public var instructionSet: String { String(cString: kernels.pointee.name) }

  /// Shows a batch to the network: all layers compete, thresholds adapt and, if `plastic`, weights learn.
  ///
  /// - Parameters:
  ///   - rateFactor: what all learning rates are multiplied by, as a schedule says.
  ///   - teach: what the layers are told when the network has answered, from the last layer's activity
  ///     `[images, values]`; for rules that need a reward or an error.
  /// - Returns: how often each neuron of each layer was active.
  /// - Throws: `Problem` naming the layer if activity or weights stop being finite; weights of other layers may then
  ///   have been updated, so go back to a checkpoint. With several processes, also if another one has failed.
  ///
  /// With several processes, all are given the same batch, and each computes its part of it.
  @discardableResult
  public func learn(
    from batch: ImageBatch, plastic: Bool, rateFactor: Double = 1, teach: ((Tensor) -> Signals)? = nil
  ) throws(Problem) -> [[Int]] {
    guard batch.count > 0 else { return layers.map { [Int](repeating: 0, count: $0.description.channels) } }
    let own = division.map { batch.part(of: $0) } ?? batch
    try forward(own, keepsPooled: false, keepsLast: teach != nil, learns: true)
    var signals = Signals()
    if let teach {
      let activity = lastActivity(images: own.count)
      signals = teach(try division?.gatherRows(activity, count: batch.count) ?? activity)
      if own.count < batch.count { signals = signals.rows(own.first..<own.first + own.count) }
    }
    var activity: [[Int]] = []
    for stage in stages { activity += try stage.learn(plastic: plastic, signals: signals, rateFactor: rateFactor) }
    return activity
  }

  /// Shows images to the network with weights and thresholds frozen, and hands each layer's pooled activity
  /// `[channels, height, width]` to `body(image, layer, activity)`, from several threads at once.
  public func respond(
    to batch: ImageBatch, _ body: (_ image: Int, _ layer: Int, _ activity: UnsafeBufferPointer<Float>) -> Void
  ) throws(Problem) {
    try forward(batch, keepsPooled: true, keepsLast: true, learns: false)
    parallel.forEach(batch.count) { image, _ in
      var index = 0
      for stage in self.stages {
        for (own, layer) in stage.layers.enumerated() {
          body(
            image, index,
            UnsafeBufferPointer(start: stage.pooled(layer: own, image: image), count: layer.output.count))
          index += 1
        }
      }
    }
  }

  /// Shows a batch to the network, changes nothing, and tells what each layer did and would have learned.
  public func inspect(_ batch: ImageBatch) throws(Problem) -> [LayerInspection] {
    try forward(batch, keepsPooled: true, keepsLast: true, learns: true)
    var inspections: [LayerInspection] = []
    for stage in stages {
      for index in stage.layers.indices { inspections.append(try stage.inspect(layer: index)) }
    }
    return inspections
  }

  private func forward(_ batch: ImageBatch, keepsPooled: Bool, keepsLast: Bool, learns: Bool) throws(Problem) {
    var batch = batch
    for (index, stage) in stages.enumerated() {
      let isLast = index == stages.count - 1
      try stage.forward(batch, keepsPooled: keepsPooled || !isLast || keepsLast, learns: learns)
      if !isLast {
        let last = stage.layers.count - 1
        batch = batch.replacing((0..<batch.count).map { stage.pooled(layer: last, image: $0) })
      }
    }
  }

  private func lastActivity(images: Int) -> Tensor {
    let (stage, count) = (stages[stages.count - 1], layers[layers.count - 1].output.count)
    let elements = (0..<images).flatMap { image in
      UnsafeBufferPointer(start: stage.pooled(layer: stage.layers.count - 1, image: image), count: count)
    }
    return Tensor(shape: [images, count], elements: elements)
  }
}
