import HebbData
public import HebbNetworks
import HebbPlasticity
public import HebbSupport
public import HebbTensor

/// One network learning from one data set: settles its thresholds, then passes over the images, and can be stopped,
/// saved and continued at any batch with the same result, bit for bit.
public final class TrainingSession {
  public let specification: ExperimentSpecification
  public let network: HebbianNetwork
  public let data: ExperimentData
  public let seed: UInt64
  /// How many training images are used: the first ones.
  public let imageCount: Int

  /// The processes that train together.
  let collective: any Collective

  /// Where training stands.
  public internal(set) var position = TrainingPosition()
  public internal(set) var metrics: [EpochMetrics] = []
  /// The read-outs of the last evaluation, that of the lowest layer first.
  public internal(set) var readouts: [TrainedReadout] = []
  /// Tells the layers whose rules need it how good the network's answers were.
  private let teacher: Teacher?
  /// Learns the labels together with the layers, if the specification asks for that.
  var readout: JointReadout?
  /// How often each neuron of each layer has won in this epoch.
  var wins: [[Int]]
  /// The weights at the start of this epoch.
  var weightsBefore: [Tensor]

  /// - Throws: `Problem` if the network does not fit the data.
  ///
  /// - Parameter collective: the processes that train together; all have the same specification, data and seed.
  public init(
    _ specification: ExperimentSpecification, data: ExperimentData, seed: UInt64, limit: Int?, parallel: Parallel,
    collective: any Collective = SingleProcess()
  ) throws {
    self.specification = specification
    self.data = data
    self.seed = seed
    imageCount = min(limit ?? .max, data.images.training.count)
    guard imageCount > 0 else {
      throw Problem("there are no training images", at: data.name, advice: "Check the data set.")
    }
    self.collective = collective
    network = try HebbianNetwork(
      input: data.shape, layers: specification.layers, seed: seed, patchWhitening: data.patchWhitening,
      precision: specification.training.precision, parallel: parallel,
      division: try specification.training.division(among: collective))
    teacher = try Teacher(for: specification, data: data)
    if let together = specification.readout.together, let output = network.layers.last?.output {
      readout = JointReadout(together, features: output.count, classes: data.classNames.count, seed: seed)
    }
    wins = network.layers.map { [Int](repeating: 0, count: $0.description.channels) }
    weightsBefore = network.layers.map(\.weights)
  }

  public var batchesPerEpoch: Int {
    (imageCount + specification.training.batch - 1) / specification.training.batch
  }

  /// Lets the thresholds adapt with frozen weights, as long as the specification's burn-in.
  ///
  /// - Parameter progress: called after each batch with the batches done and their total.
  /// - Throws: `Problem` if activity stops being finite; `Interruption` on request.
  public func settle(stop: StopRequest, progress: (Int, Int) -> Void = { _, _ in }) throws {
    let total = specification.training.burnIn
    while position.settledBatches < total {
      let pass = position.settledBatches / batchesPerEpoch
      let order = PresentationOrder(
        count: imageCount, seed: seed, epoch: nil, pass: pass, flips: specification.input.flips)
      for batch in position.settledBatches % batchesPerEpoch..<batchesPerEpoch where position.settledBatches < total {
        if try collective.any(stop.isRequested) { throw Interruption(epochs: 0, batches: 0) }
        _ = try placing("settling, batch \(position.settledBatches + 1)") { try show(batch, of: order, plastic: false) }
        position.settledBatches += 1
        progress(position.settledBatches, total)
      }
    }
  }

  /// Trains to the end of the present epoch, or to a batch within it.
  ///
  /// - Parameters:
  ///   - end: how many batches of the epoch are to be done afterwards; nil for all.
  ///   - progress: called after each batch with the images of this epoch that are done.
  /// - Throws: `Problem` naming epoch, batch and layer if activity or weights stop being finite; `Interruption` on
  ///   request, with the session at a batch boundary.
  public func trainEpoch(toBatch end: Int? = nil, stop: StopRequest, progress: (Int) -> Void = { _ in }) throws {
    let clock = ContinuousClock()
    let order = PresentationOrder(
      count: imageCount, seed: seed, epoch: position.epochs, flips: specification.input.flips)
    if position.batches == 0 {
      weightsBefore = network.layers.map(\.weights)
      readout?.tally = JointReadout.Tally()
      for layer in wins.indices { for neuron in wins[layer].indices { wins[layer][neuron] = 0 } }
    }
    var start = clock.now
    while position.batches < min(end ?? .max, batchesPerEpoch) {
      // All processes stop at the same batch.
      if try collective.any(stop.isRequested) {
        throw Interruption(epochs: position.epochs, batches: position.batches)
      }
      let counts = try placing("epoch \(position.epochs + 1), batch \(position.batches + 1)") {
        try show(position.batches, of: order, plastic: true)
      }
      for (layer, counts) in counts.enumerated() {
        for (neuron, count) in counts.enumerated() { wins[layer][neuron] += count }
      }
      position.batches += 1
      let now = clock.now
      position.seconds += (now - start) / .seconds(1)
      start = now
      progress(min(position.batches * specification.training.batch, imageCount))
    }
    if position.batches == batchesPerEpoch { try finishEpoch() }
  }

  private func finishEpoch() throws {
    try checkAgreement()
    let layers = network.layers.enumerated().map { index, layer in
      EpochMetrics.Layer(
        wins: wins[index], before: weightsBefore[index].elements, after: layer.weights.elements,
        thresholds: layer.thresholds)
    }
    metrics.append(
      EpochMetrics(
        epoch: position.epochs + 1, seconds: position.seconds,
        imagesPerSecond: Double(imageCount) / position.seconds, layers: layers, readout: try readoutMetrics()))
    position.epochs += 1
    position.batches = 0
    position.seconds = 0
  }

  /// Adds to a problem where in the training it arose.
  private func placing<Value>(_ place: String, _ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let problem as Problem {
      // Another process has said where already.
      guard !collective.hasFailed else { throw problem }
      throw Problem(problem.what, at: "\(place), \(problem.place ?? "network")", advice: problem.advice)
    }
  }

  /// What happens when the network has answered: the read-out learns, and layers are told what their rules need.
  private func teach(about images: [Int], plastic: Bool) -> ((Tensor) -> Signals)? {
    guard teacher != nil || (readout != nil && plastic) else { return nil }
    return { [self] activity in
      if plastic, let together = specification.readout.together {
        readout?.learn(
          from: activity, labels: images.map { data.trainingLabels[$0] },
          rateFactor: together.schedule.factor(epochs: position.epochs, progress: progress), parallel: network.parallel)
      }
      return teacher?.signals(for: activity, images) ?? Signals()
    }
  }

  private func show(_ index: Int, of order: PresentationOrder, plastic: Bool) throws -> [[Int]] {
    let size = specification.training.batch
    let shown = index * size..<min((index + 1) * size, imageCount)
    return try data.images.training.withUnsafePointer { base in
      try network.learn(
        from: ImageBatch(
          images: shown.map { base + order.images[$0] * data.shape.count },
          mirrored: shown.map { order.mirrored[$0] }),
        plastic: plastic,
        rateFactor: specification.training.schedule.factor(epochs: position.epochs, progress: progress),
        teach: teach(about: shown.map { order.images[$0] }, plastic: plastic))
    }
  }
}

/// How far training has come.
public struct TrainingPosition: Sendable, Codable, Equatable {
  /// Batches in which the thresholds settled before training.
  public var settledBatches = 0
  /// Passes over the images that are complete.
  public var epochs = 0
  /// Batches of the next pass that are complete, and the seconds they took.
  public var batches = 0
  public var seconds = 0.0
}
