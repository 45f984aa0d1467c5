import CHebbKernels
import HebbPlasticity
import HebbSupport
import HebbTensor
import Synchronization

/// ΔW = η (AᵀX − M W) for binary winners: AᵀX is, for each neuron, the sum of the patches that it won, and M is the
/// number of its wins (instar, oja) or zero (hebb).
extension Workspace {
  /// Updates the weights of all layers from the activity of the last forward pass.
  ///
  /// - Throws: `Problem` naming the layer and neuron whose weights stopped being finite.
  func updateWeights(imageCount: Int) throws(Problem) {
    let faults = Atomic(Int.max)
    let blocks = layers.indices.flatMap { index in
      stride(from: 0, to: layers[index].plan.neurons, by: HebbianLayer.blockSize).map { (layer: index, first: $0) }
    }
    // The last layers' neurons have most weights: they go first, so that no thread ends up alone with them.
    parallel.forEach(blocks.count) { piece, worker in
      let (index, first) = blocks[blocks.count - 1 - piece]
      let layer = layers[index]
      for neuron in first..<min(first + HebbianLayer.blockSize, layer.plan.neurons) {
        let norm = update(neuron, of: index, imageCount: imageCount, scratch: scratch[worker])
        if !norm.isFinite { faults.min(index << 32 | neuron, ordering: .relaxed) }
      }
      layer.packBlock(from: first)
    }
    let fault = faults.load(ordering: .relaxed)
    guard fault == .max else {
      throw Problem(
        "the weights of neuron \(fault & 0xFFFF_FFFF) are no longer finite", at: "layers.\(fault >> 32)",
        advice: "Lower the layer's learning rate; earlier checkpoints are untouched.")
    }
    for layer in layers { layer.packWhole() }
  }

  /// - Returns: the squared norm of the updated weights before they were scaled to unit norm.
  private func update(_ neuron: Int, of index: Int, imageCount: Int, scratch: WorkerScratch) -> Float {
    let layer = layers[index]
    let (sum, decay) = plasticity(of: neuron, layer: index, imageCount: imageCount, scratch: scratch)
    return layer.plan.kernels.pointee.learn(
      layer.learned[0] + layer.firstWeight(of: neuron), sum, layer.weightCount(of: neuron),
      Float(layer.description.learningRate), decay)
  }

  /// The two sides of a neuron's update Δw = η (sum − decay · w): its row of AᵀX, and its element of the diagonal M.
  func plasticity(
    of neuron: Int, layer index: Int, imageCount: Int, scratch: WorkerScratch
  ) -> (sum: UnsafePointer<Float>, decay: Float) {
    let (layer, activity) = (layers[index], activities[index])
    let sum =
      switch layer.plan.path {
      case .dense: sumOfPatches(neuron, index, imageCount: imageCount, scratch: scratch)
      case .sparse: sumOfConnections(neuron, index, imageCount: imageCount, scratch: scratch)
      case .gather(let entries, let value):
        sumOfActive(neuron, index, entries: entries, value: value, imageCount: imageCount, scratch: scratch)
      }
    let wins = (0..<imageCount).reduce(0) { total, image in
      total + Int(activity.starts[image][neuron + 1] - activity.starts[image][neuron])
    }
    return (sum, layer.description.rule.decay(wins: wins))
  }

  private func sumOfPatches(_ neuron: Int, _ index: Int, imageCount: Int, scratch: WorkerScratch) -> UnsafePointer<Float> {
    let (layer, activity) = (layers[index], activities[index])
    let (plan, channels, kernel) = (layer.plan, layer.input.channels, layer.plan.kernel)
    let row = (kernel * channels + 15) / 16 * 16
    let (sum, reordered) = (scratch.sum[0], scratch.reordered[0])
    sum.update(repeating: 0, count: kernel * row)
    for image in 0..<imageCount {
      let starts = activity.starts[image]
      guard starts[neuron] < starts[neuron + 1] else { continue }
      plan.kernels.pointee.sum_patches(
        plan.geometry, activity.interleaved[image], activity.positions[image] + Int(starts[neuron]),
        Int32(starts[neuron + 1] - starts[neuron]), layer.patchWhitening == nil ? nil : activity.patchScales[image], sum)
    }
    for channel in 0..<channels {
      for y in 0..<kernel {
        for x in 0..<kernel { reordered[(channel * kernel + y) * kernel + x] = sum[y * row + x * channels + channel] }
      }
    }
    guard let whitening = layer.patchWhitening else { return UnsafePointer(reordered) }
    // Σ Z p̂ = Z Σ p̂. The patches' means, left in so far, drop out here as in `packWhole`.
    let n = plan.fanIn
    let mean = (0..<n).reduce(Float(0)) { $0 + reordered[$1] } / Float(n)
    whitening.withUnsafeBufferPointer { z in
      for i in 0..<n {
        var value: Float = 0
        for j in 0..<n { value += z[i * n + j] * (reordered[j] - mean) }
        sum[i] = value
      }
    }
    return UnsafePointer(sum)
  }

  private func sumOfConnections(
    _ neuron: Int, _ index: Int, imageCount: Int, scratch: WorkerScratch
  ) -> UnsafePointer<Float> {
    let (layer, activity) = (layers[index], activities[index])
    let (first, count, sum) = (layer.firstWeight(of: neuron), layer.weightCount(of: neuron), scratch.sum[0])
    sum.update(repeating: 0, count: count)
    for image in 0..<imageCount where activity.starts[image][neuron] < activity.starts[image][neuron + 1] {
      let part = activity.sums[image] + first
      for i in 0..<count { sum[i] += part[i] }
    }
    return UnsafePointer(sum)
  }

  private func sumOfActive(
    _ neuron: Int, _ index: Int, entries: Int, value: Float, imageCount: Int, scratch: WorkerScratch
  ) -> UnsafePointer<Float> {
    let (layer, activity) = (layers[index], activities[index])
    let (plan, sum) = (layer.plan, scratch.sum[0])
    sum.update(repeating: 0, count: plan.fanIn + plan.kernel * plan.kernel)
    var offset: Float = 0   // what every input of every won patch has subtracted by the standardisation
    for image in 0..<imageCount {
      let starts = activity.starts[image]
      let wins = starts[neuron + 1] - starts[neuron]
      guard wins > 0 else { continue }
      let scale = activity.scales[0][image]
      offset += Float(wins) * activity.means[0][image] * scale
      plan.kernels.pointee.sum_active(
        plan.geometry, activity.active[image], Int32(entries), scale * value,
        activity.positions[image] + Int(starts[neuron]), Int32(wins), sum)
    }
    for i in 0..<plan.fanIn { sum[i] -= offset }
    return UnsafePointer(sum)
  }
}
