import CHebbKernels
import HebbPlasticity
import HebbSupport
import HebbTensor

/// A layer of any kind with any rule: its input is written out as rows of presynaptic activity, one for every neuron
/// position, and a `Population` does the rest.
final class PopulationLayer: HebbianLayer, NetworkStage {
  let description: LayerDescription
  let input: ImageShape
  let convolved: ImageShape
  let output: ImageShape
  let place: String
  let parallel: Parallel
  let kernels: UnsafePointer<HebbKernels>
  /// Whitens every row, if set (method 2 of seed 004): x ← Z x.
  let whitening: Tensor?
  var population: Population
  /// Of a layer that is normalised over the batch.
  private(set) var batchNormalisation: BatchNormalisation?
  /// What is subtracted from each input channel, and what the difference is multiplied by, in this pass.
  private(set) var affine: BatchNormalisation.Affine?
  /// What the batch at hand has shown, for `learn` to follow.
  private var statistics: BatchNormalisation.Statistics?

  /// What the last forward pass saw and made of it, shard by shard; a single one unless batches are divided.
  var passes: [Pass] = []
  private var totalCount = 0
  private let sums: PopulationSums?
  /// `[channels, height, width]` per image.
  private(set) var pooled = BatchBuffer<Float>(rows: 0, count: 0)
  private var pooledImages = 0

  struct Pass {
    /// Presynaptic activity `[rows, inputs]`, in the order of `row(image:position:)`.
    var x: Tensor
    var response: Population.Response
    var images: Range<Int>
  }

  /// - Parameter index: the layer's place in the network.
  init(
    _ description: LayerDescription, input: ImageShape, whitening: Tensor?, seed: UInt64, index: Int,
    kernels: UnsafePointer<HebbKernels>, parallel: Parallel, division: BatchDivision?
  ) throws(Problem) {
    self.description = description
    self.input = input
    self.parallel = parallel
    self.kernels = kernels
    self.whitening = whitening
    place = "layers.\(index)"
    (convolved, output) = try description.shapes(input: input, place: place)
    let (neurons, fanIn) = (description.channels, description.fanIn(input: input))
    sums = division.map { PopulationSums($0, neurons: neurons, weights: neurons * fanIn) }
    var random = RandomStream(seed: seed, "\(place).weights")
    // Weights of the same expected length, whatever the fan-in.
    let gain = Float(description.initialRadius) / Float(description.connections(input: input)).squareRoot()
    let weights = Tensor(shape: [neurons, fanIn], elements: (0..<neurons * fanIn).map { _ in gain * random.normal() })
    let mask = description.mask(input: input, seed: seed, path: "\(place).connections")
    if description.normalisation == .batch { batchNormalisation = BatchNormalisation(channels: input.channels) }
    population = Population(description.plasticity, weights: weights, mask: mask, place: place, seed: seed)
  }

  var layers: [any HebbianLayer] { [self] }
  var weights: Tensor { population.weights.reshaped(description.weightShape(input: input)) }
  var thresholds: [Float] { population.thresholds }
  var memory: [String: Tensor] {
    population.state.tensors.merging(batchNormalisation?.memory ?? [:]) { own, _ in own }
  }
  var connectionCount: Int {
    population.mask?.withUnsafeBufferPointer { $0.reduce(0) { $0 + ($1 == 0 ? 0 : 1) } } ?? population.weights.count
  }

  func restore(weights: Tensor, thresholds: [Float], memory: [String: Tensor], place: String) throws(Problem) {
    let shape = description.weightShape(input: input)
    guard weights.shape == shape, thresholds.count == population.neurons else {
      throw Problem(
        "saved weights of shape \(weights.shape) with \(thresholds.count) thresholds do not fit the layer's \(shape)",
        at: place, advice: "Use the specification that the weights were saved with.")
    }
    var memory = memory
    try batchNormalisation?.restore(from: &memory, place: place)
    let values = [weights.elements, thresholds] + memory.values.map(\.elements)
    guard values.allSatisfy({ $0.allSatisfy(\.isFinite) }) else {
      throw Problem(
        "saved weights hold values that are not finite", at: place, advice: "Use a file whose values are all finite.")
    }
    let flat = weights.reshaped([population.neurons, population.inputs])
    if let mask = population.mask, flat.combined(with: mask, { $1 == 0 ? $0 : 0 }).elements.contains(where: { $0 != 0 })
    {
      throw Problem(
        "saved weights use connections that this layer does not have", at: place,
        advice: "The connections follow from the seed: use the one that the weights were saved with.")
    }
    population.restore(weights: flat, thresholds: thresholds, state: PlasticState(memory))
  }

  func forward(_ batch: ImageBatch, keepsPooled: Bool, learns: Bool) throws(Problem) {
    if let batchNormalisation {
      statistics = learns ? try batch.channelStatistics(input, division: sums?.division) : nil
      try checkStatistics()
      affine = statistics.map(BatchNormalisation.affine) ?? batchNormalisation.affine
    }
    totalCount = batch.total
    // The rows' memory is used again where the number of images is the same.
    var memory = passes.map(\.x)
    passes = []
    for (index, shard) in batch.shards.enumerated() {
      var x = index < memory.count ? memory[index] : Tensor(shape: [0, population.inputs])
      if index < memory.count { memory[index] = Tensor(shape: [0, 0]) }
      let rows = shard.count * steps
      if x.shape[0] != rows { x = Tensor(shape: [rows, population.inputs]) }
      let response: Population.Response
      if description.kind == .recurrent {
        response = try unroll(batch[shard], into: &x)
      } else {
        try unfold(batch[shard], into: &x)
        response = population.respond(to: x, parallel: parallel)
      }
      passes.append(Pass(x: x, response: response, images: shard))
    }
    // While it learns, nobody may ask what the last layer passes on.
    guard keepsPooled else { return }
    if pooledImages < batch.count {
      pooled = BatchBuffer(rows: batch.count, count: output.count)
      pooledImages = batch.count
    }
    for pass in passes { pool(pass.response, images: pass.images) }
  }

  /// An image that is not finite shows in the statistics of all processes, so that none waits for another's.
  private func checkStatistics() throws(Problem) {
    guard sums != nil, let statistics, !statistics.isFinite else { return }
    throw BatchNormalisation.problem(at: place)
  }

  func pooled(layer: Int, image: Int) -> UnsafePointer<Float> { UnsafePointer(pooled[image]) }

  func learn(plastic: Bool, signals: Signals, rateFactor: Double) throws(Problem) -> [[Int]] {
    guard let pass = passes.first else { preconditionFailure("no forward pass has been made") }
    if let statistics { batchNormalisation?.follow(statistics) }
    if let sums { return try learn(sums: sums, plastic: plastic, signals: signals, rateFactor: rateFactor) }
    // Every image is a sequence of its own, except where whole images follow each other.
    if steps > 1 { population.beginSequences() }
    try population.learn(
      from: pass.x, pass.response, lanes: lanes(images: pass.images.count),
      signals: expanded(signals, images: pass.images.count), plastic: plastic,
      rateFactor: rateFactor, parallel: parallel)
    return [active(pass.response.y)]
  }

  private func learn(
    sums: PopulationSums, plastic: Bool, signals: Signals, rateFactor: Double
  ) throws(Problem) -> [[Int]] {
    let shards = passes.map {
      Population.Shard(
        x: $0.x, response: $0.response, signals: expanded(signals.rows($0.images), images: $0.images.count))
    }
    try population.learn(
      from: shards, samples: totalCount * steps, sums: sums, plastic: plastic, rateFactor: rateFactor,
      parallel: parallel)
    var counts = [Int](repeating: 0, count: population.neurons)
    for pass in passes { for (neuron, count) in active(pass.response.y).enumerated() { counts[neuron] += count } }
    try sums.division.collective.sum(&counts)
    return [counts]
  }

  /// How often each neuron was active.
  private func active(_ y: Rows) -> [Int] {
    var counts = [Int](repeating: 0, count: y.neurons)
    switch y {
    case .sparse(let rows):
      for (neuron, value) in zip(rows.indices, rows.values) where neuron >= 0 && value > 0 { counts[Int(neuron)] += 1 }
    case .dense(let tensor):
      tensor.withUnsafeBufferPointer { y in
        for row in stride(from: 0, to: y.count, by: counts.count) {
          for neuron in counts.indices where y[row + neuron] > 0 { counts[neuron] += 1 }
        }
      }
    }
    return counts
  }
}
