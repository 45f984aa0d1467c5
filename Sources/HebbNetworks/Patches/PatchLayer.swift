import CHebbKernels
import HebbPlasticity
import HebbSupport
import HebbTensor

/// A convolution with any rule that learns from responses alone, computed from images that are stored position by
/// position: rows of presynaptic activity are never written out, neither for the responses nor for the update.
final class PatchLayer: HebbianLayer {
  let description: LayerDescription
  let geometry: PatchGeometry
  let place: String
  let seed: UInt64
  let parallel: Parallel
  let table: UnsafePointer<HebbKernels>
  let kernels: HebbPatchKernels
  let precision: Precision

  /// `[neurons, kernel, kernel, channels]`, the channels as they are stored.
  let rows: BatchBuffer<Float>
  let packed: PackedWeights
  let lists: ActivityLists
  /// What the last update has added to `rows`, before the learning rate.
  let changes: BatchBuffer<Float>
  /// Of the neurons' weights.
  var lengths: [Double]
  var thresholds: [Float]
  var state = PlasticState()
  /// Updates so far.
  var step = 0
  var batchNormalisation: BatchNormalisation?

  /// What the last forward pass saw and made of it, shard by shard; a single one unless batches are divided.
  var passes: [Pass] = []
  /// Of the input's channels, where the layer is normalised over the batch and learns.
  var statistics: BatchNormalisation.Statistics?
  /// Images of the whole batch.
  var totalCount = 0
  /// If batches are divided.
  let sums: PopulationSums?
  var images: StoredImages
  var imageCapacity = 0
  /// Pooled activity of each image, `[height, width, neurons]`.
  var pooled = BatchBuffer<Float>(rows: 0, count: 0)

  struct Pass {
    var images: Range<Int>
    /// `[images · positions, neurons]`
    var response: Population.Response
  }

  /// - Parameter index: the layer's place in the network.
  init(
    _ description: LayerDescription, input: ImageShape, precision: Precision, seed: UInt64, index: Int,
    kernels: UnsafePointer<HebbKernels>, parallel: Parallel, division: BatchDivision?
  ) throws(Problem) {
    self.description = description
    self.parallel = parallel
    self.precision = precision
    self.seed = seed
    table = kernels
    self.kernels = kernels.pointee.patches
    place = "layers.\(index)"
    geometry = try PatchGeometry(description, input: input, place: place)
    let (neurons, patchCount) = (description.channels, geometry.patchCount)
    rows = BatchBuffer(rows: 1, count: neurons * patchCount)
    changes = BatchBuffer(rows: 1, count: neurons * patchCount)
    sums = division.map { PopulationSums($0, neurons: neurons, weights: neurons * patchCount) }
    packed = PackedWeights(
      precision, blocks: (neurons + PackedWeights.blockSize - 1) / PackedWeights.blockSize, patchCount: patchCount)
    lists = ActivityLists(neurons: neurons)
    lengths = [Double](repeating: 0, count: neurons)
    thresholds = [Float](repeating: 0, count: neurons)
    images = StoredImages(precision, count: 0)
    if description.normalisation == .batch { batchNormalisation = BatchNormalisation(channels: input.channels) }
    var random = RandomStream(seed: seed, "\(place).weights")
    let fanIn = description.fanIn(input: input)
    let gain = Float(description.initialRadius) / Float(description.connections(input: input)).squareRoot()
    for neuron in 0..<neurons {
      for i in 0..<fanIn {
        let weight = gain * random.normal()
        let place = geometry.place(ofWeight: i)
        rows[0][neuron * patchCount + place] = isConnected(neuron, place) ? weight : 0
      }
    }
    finishRows(isUnitNorm: isUnitNorm)
  }

  var input: ImageShape { geometry.input }
  var output: ImageShape { geometry.output }
  var neurons: Int { description.channels }
  var isUnitNorm: Bool { !description.plasticity.constraints.isEmpty }
  var connectionCount: Int { neurons * description.connections(input: input) }

  /// Whether a neuron sees a place of a patch `[kernel, kernel, channels]`.
  func isConnected(_ neuron: Int, _ place: Int) -> Bool {
    !description.depthwise || place % geometry.channels == neuron % input.channels
  }

  var weights: Tensor { unpacked(rows[0]) }
  var memory: [String: Tensor] {
    state.tensors.merging(batchNormalisation?.memory ?? [:]) { own, _ in own }
  }

  /// Values `[neurons, kernel, kernel, channels]` in the axes of `LayerDescription.weightShape`.
  func unpacked(_ values: UnsafePointer<Float>) -> Tensor {
    let fanIn = description.fanIn(input: input)
    let places = (0..<fanIn).map(geometry.place)
    return Tensor(shape: description.weightShape(input: input)) { out in
      for neuron in 0..<neurons {
        for i in 0..<fanIn { out[neuron * fanIn + i] = values[neuron * geometry.patchCount + places[i]] }
      }
    }
  }

  func restore(weights: Tensor, thresholds: [Float], memory: [String: Tensor], place: String) throws(Problem) {
    let shape = description.weightShape(input: input)
    guard weights.shape == shape, thresholds.count == neurons else {
      throw Problem(
        "saved weights of shape \(weights.shape) with \(thresholds.count) thresholds do not fit the layer's \(shape)",
        at: place, advice: "Use the specification that the weights were saved with.")
    }
    var memory = memory
    try batchNormalisation?.restore(from: &memory, place: place)
    let values = weights.elements
    guard values.allSatisfy(\.isFinite), thresholds.allSatisfy(\.isFinite),
      memory.values.allSatisfy({ $0.elements.allSatisfy(\.isFinite) })
    else {
      throw Problem(
        "saved weights hold values that are not finite", at: place, advice: "Use a file whose values are all finite.")
    }
    let fanIn = description.fanIn(input: input)
    let isStray = values.indices.contains { i in
      values[i] != 0 && !isConnected(i / fanIn, geometry.place(ofWeight: i % fanIn))
    }
    guard !isStray else {
      throw Problem(
        "saved weights use connections that this layer does not have", at: place,
        advice: "Use the specification that the weights were saved with.")
    }
    for (i, value) in values.enumerated() {
      rows[0][i / fanIn * geometry.patchCount + geometry.place(ofWeight: i % fanIn)] = value
    }
    self.thresholds = thresholds
    state = PlasticState(memory)
    finishRows(isUnitNorm: false)
  }

  /// Measures the rows, brings them to length 1 if asked to, and packs them.
  private func finishRows(isUnitNorm: Bool) {
    let blockSize = PackedWeights.blockSize
    for first in stride(from: 0, to: neurons, by: blockSize) {
      for neuron in first..<min(first + blockSize, neurons) {
        let row = rows[0] + neuron * geometry.patchCount
        lengths[neuron] = finished(
          neuron, squares: kernels.step(row, row, geometry.patchCount, 0), isUnitNorm: isUnitNorm)
      }
      pack(first / blockSize)
    }
  }

  /// Brings a neuron's weights to length 1 if asked to.
  ///
  /// - Returns: their length.
  func finished(_ neuron: Int, squares: Double, isUnitNorm: Bool) -> Double {
    let length = squares.squareRoot()
    guard isUnitNorm else { return length }
    table.pointee.products.scale(
      rows[0] + neuron * geometry.patchCount, geometry.patchCount, Float(1 / (1e-10 + length)))
    return 1
  }

  func pack(_ block: Int) {
    let first = block * PackedWeights.blockSize
    packed.pack(
      rows[0] + first * geometry.patchCount, block: block, neurons: min(PackedWeights.blockSize, neurons - first),
      patchCount: geometry.patchCount, kernels)
  }
}
