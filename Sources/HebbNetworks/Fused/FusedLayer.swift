import CHebbKernels
import Foundation
import HebbPlasticity
import HebbSupport
import HebbTensor

/// A Hebbian convolution of seed 004 at work, in the layouts of the fused kernels.
final class FusedLayer: HebbianLayer {
  let description: LayerDescription
  let input: ImageShape
  let output: ImageShape
  let plan: ConvolutionPlan
  /// What exists of the connections; nil if all do.
  let connections: SparseConnections?
  /// Dense: `[neurons, fan-in]`. Sparse: one weight per connection.
  let learned: BatchBuffer<Float>
  let learnedCount: Int
  let thresholdBuffer: BatchBuffer<Float>
  /// The weights as the kernels read them; stale until `pack` is called. Empty for sparse layers.
  let packed: BatchBuffer<Float>
  /// Sum of each neuron's weights, for the gathering kernel.
  let weightSums: BatchBuffer<Float>
  /// Whitens every patch before the weights see it, if set (method 2 of seed 004): u = W Z patch.
  let patchWhitening: Tensor?

  init(
    _ description: LayerDescription, plan: ConvolutionPlan, patchWhitening: Tensor?, seed: UInt64, index: Int
  ) {
    self.description = description
    self.plan = plan
    self.patchWhitening = patchWhitening
    input = plan.input
    output = plan.pooled
    var packedCount = 0
    switch plan.path {
    case .sparse:
      connections = SparseConnections(
        plan: plan, connectivity: description.connectivity, seed: seed, path: "layers.\(index).connections")
    case .dense:
      connections = nil
      packedCount = hebb_packed_dense(plan.geometry)
    case .gather:
      connections = nil
      packedCount = hebb_packed_gather(plan.geometry)
    }
    learnedCount = connections?.count ?? plan.neurons * plan.fanIn
    learned = BatchBuffer(rows: 1, count: learnedCount)
    thresholdBuffer = BatchBuffer(rows: 1, count: plan.neurons)
    packed = BatchBuffer(rows: 1, count: packedCount)
    weightSums = BatchBuffer(rows: 1, count: plan.neurons + 16)
    var random = RandomStream(seed: seed, "layers.\(index).weights")
    for neuron in 0..<plan.neurons {
      let weights = learned[0] + firstWeight(of: neuron)
      let count = weightCount(of: neuron)
      for i in 0..<count { weights[i] = random.normal() }
      _ = plan.kernels.pointee.learn(weights, weights, count, 0, 0)
    }
    pack()
  }

  var thresholds: [Float] {
    Array(UnsafeBufferPointer(start: thresholdBuffer[0], count: plan.neurons))
  }

  var memory: [String: Tensor] { [:] }

  var weights: Tensor {
    var dense = Tensor(shape: [plan.neurons, input.channels, plan.kernel, plan.kernel])
    dense.withUnsafeMutableBufferPointer { out in
      guard let connections else {
        _ = out.update(fromContentsOf: UnsafeBufferPointer(start: learned[0], count: learnedCount))
        return
      }
      for neuron in 0..<plan.neurons {
        for i in Int(connections.starts[neuron])..<Int(connections.starts[neuron + 1]) {
          out[neuron * plan.fanIn + Int(connections.places[i])] = learned[0][i]
        }
      }
    }
    return dense
  }

  var connectionCount: Int { learnedCount }

  func firstWeight(of neuron: Int) -> Int { connections.map { Int($0.starts[neuron]) } ?? neuron * plan.fanIn }

  func weightCount(of neuron: Int) -> Int {
    connections.map { Int($0.starts[neuron + 1] - $0.starts[neuron]) } ?? plan.fanIn
  }

  func restore(weights: Tensor, thresholds: [Float], memory: [String: Tensor], place: String) throws(Problem) {
    let shape = [plan.neurons, input.channels, plan.kernel, plan.kernel]
    guard weights.shape == shape, thresholds.count == plan.neurons else {
      throw Problem(
        "saved weights of shape \(weights.shape) with \(thresholds.count) thresholds do not fit the layer's \(shape)",
        at: place, advice: "Use the specification that the weights were saved with.")
    }
    let values = weights.elements
    guard (values + thresholds).allSatisfy(\.isFinite) else {
      throw Problem(
        "saved weights hold values that are not finite", at: place, advice: "Use a file whose values are all finite.")
    }
    if let connections {
      for (i, place) in zip(0..., connections.places) {
        let neuron = neuronOf(connection: i, connections)
        learned[0][i] = values[neuron * plan.fanIn + Int(place)]
      }
      let kept = (0..<connections.count).reduce(0) { $0 + (learned[0][$1] != 0 ? 1 : 0) }
      guard kept == values.reduce(0, { $0 + ($1 != 0 ? 1 : 0) }) else {
        throw Problem(
          "saved weights use connections that this layer does not have", at: place,
          advice: "The connections follow from the seed: use the one that the weights were saved with.")
      }
    } else {
      for (i, value) in values.enumerated() { learned[0][i] = value }
    }
    for (i, threshold) in thresholds.enumerated() { thresholdBuffer[0][i] = threshold }
    pack()
  }

  private func neuronOf(connection: Int, _ connections: SparseConnections) -> Int {
    var (low, high) = (0, plan.neurons)
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(connections.starts[middle]) <= connection { low = middle } else { high = middle }
    }
    return low
  }

  var learningRate: Float { Float(description.plasticity.learningRate) }

  /// The decay of a neuron that won `wins` times; fused layers' rules all have one.
  func decay(wins: Int) -> Float { description.plasticity.rule.decay(wins: wins) ?? 0 }

  /// How fast thresholds adapt; 0 if they do not.
  var thresholdRate: Double { (description.plasticity.homeostasis as? AdaptiveThreshold)?.rate ?? 0 }

  /// Brings the kernels' copy of all weights up to date.
  func pack() {
    for block in stride(from: 0, to: plan.neurons, by: Self.blockSize) { packBlock(from: block) }
    packWhole()
  }

  /// Neurons that are updated, and packed for gathering, together.
  static let blockSize = 16

  /// The part of packing that can be done for sixteen neurons by themselves.
  func packBlock(from first: Int) {
    guard case .gather = plan.path else { return }
    plan.kernels.pointee.pack_gather(plan.geometry, learned[0], Int32(first), packed[0], weightSums[0])
  }

  /// The part of packing that needs all neurons.
  func packWhole() {
    guard case .dense = plan.path else { return }
    guard let patchWhitening else {
      plan.kernels.pointee.pack_dense(plan.geometry, learned[0], packed[0])
      return
    }
    // The patches' means are taken out of the weights instead of the patches: rows of W Z get a sum of zero.
    var effective = [Float](repeating: 0, count: learnedCount)
    let n = plan.fanIn
    patchWhitening.withUnsafeBufferPointer { z in
      for neuron in 0..<plan.neurons {
        for i in 0..<n {
          let w = learned[0][neuron * n + i]
          for j in 0..<n { effective[neuron * n + j] += w * z[i * n + j] }
        }
        let mean = effective[neuron * n..<(neuron + 1) * n].reduce(0, +) / Float(n)
        for j in 0..<n { effective[neuron * n + j] -= mean }
      }
    }
    plan.kernels.pointee.pack_dense(plan.geometry, effective, packed[0])
  }
}
