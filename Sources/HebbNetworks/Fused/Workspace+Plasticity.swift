import CHebbKernels
import HebbPlasticity
import HebbSupport
import HebbTensor
import Synchronization

/// ΔW = η (AᵀX − M W) for binary winners: AᵀX is, for each neuron, the sum of the patches that it won, and M is the
/// number of its wins (instar, oja) or zero (hebb).
///
/// Sixteen neurons are updated at a time by one thread, image by image: no sums of several threads have to be added,
/// and each image is read from memory once for all of them.
extension Workspace {
  /// Updates the weights of all layers from the activity of the last forward pass.
  ///
  /// - Throws: `Problem` naming the layer and neuron whose weights stopped being finite.
  func updateWeights(imageCount: Int, rateFactor: Float) throws(Problem) {
    let faults = Atomic(Int.max)
    let blocks = blocks
    // The last layers' neurons have most weights: they go first, so that no thread ends up alone with them.
    parallel.forEach(blocks.count) { piece, worker in
      let (index, first) = blocks[blocks.count - 1 - piece]
      let (layer, scratch) = (layers[index], scratch[worker])
      let neurons = first..<min(first + FusedLayer.blockSize, layer.plan.neurons)
      accumulate(neurons, layer: index, images: 0..<imageCount, scratch: scratch)
      for (slot, neuron) in neurons.enumerated() {
        let norm = layer.plan.kernels.pointee.learn(
          layer.learned[0] + layer.firstWeight(of: neuron), scratch.sums[slot], layer.weightCount(of: neuron),
          rateFactor * layer.learningRate, layer.decay(wins: scratch.wins[0][slot]))
        if !norm.isFinite { faults.min(index << 32 | neuron, ordering: .relaxed) }
      }
      layer.packBlock(from: first)
    }
    try finishUpdate(fault: faults.load(ordering: .relaxed))
  }

  /// All layers' neurons in the portions that one thread updates.
  var blocks: [(layer: Int, first: Int)] {
    layers.indices.flatMap { index in
      stride(from: 0, to: layers[index].plan.neurons, by: FusedLayer.blockSize).map { (layer: index, first: $0) }
    }
  }

  /// - Parameter fault: layer · 2³² + neuron of the first whose weights are not finite; the largest number if all are.
  func finishUpdate(fault: Int) throws(Problem) {
    guard fault == .max else {
      throw Problem(
        "the rule “\(type(of: layers[fault >> 32].description.plasticity.rule).name)” diverged: the weights of neuron "
          + "\(fault & 0xFFFF_FFFF) are no longer finite", at: "layers.\(firstIndex + fault >> 32)",
        advice: "Lower the layer's learning rate; earlier checkpoints are untouched.")
    }
    for layer in layers { layer.packWhole() }
  }

  /// Fills in `scratch.sums`, the rows of AᵀX that belong to some neurons (at most a block) in the order of their
  /// weights, and `scratch.wins`, how often each of them won.
  func accumulate(_ neurons: Range<Int>, layer index: Int, images: Range<Int>, scratch: WorkerScratch) {
    let (layer, activity) = (layers[index], activities[index])
    let (plan, kernels) = (layer.plan, layer.plan.kernels.pointee)
    for slot in 0..<neurons.count {
      scratch.wins[0][slot] = 0
      scratch.offsets[0][slot] = 0
      scratch.sums[slot].update(repeating: 0, count: scratch.sumCount(of: plan))
    }
    for image in images {
      let starts = activity.starts[image]
      for (slot, neuron) in neurons.enumerated() where starts[neuron] < starts[neuron + 1] {
        let wins = Int32(starts[neuron + 1] - starts[neuron])
        let (positions, sum) = (activity.positions[image] + Int(starts[neuron]), scratch.sums[slot])
        scratch.wins[0][slot] += Int(wins)
        switch plan.path {
        case .dense:
          let scales = layer.patchWhitening == nil ? nil : activity.patchScales[image]
          kernels.sum_patches(plan.geometry, activity.interleaved[image], positions, wins, scales, sum)
        case .sparse:
          let part = activity.sums[image] + layer.firstWeight(of: neuron)
          for i in 0..<layer.weightCount(of: neuron) { sum[i] += part[i] }
        case .gather(let entries, let value):
          let scale = activity.scales[0][image]
          // What every input of every won patch has subtracted by the standardisation.
          scratch.offsets[0][slot] += Float(wins) * activity.means[0][image] * scale
          kernels.sum_active(
            plan.geometry, activity.active[image], Int32(entries), scale * value, positions, wins, sum)
        }
      }
    }
    for slot in 0..<neurons.count {
      switch plan.path {
      case .dense: reorder(scratch.sums[slot], plan: plan, whitening: layer.patchWhitening, scratch: scratch)
      case .sparse: break
      case .gather: for i in 0..<plan.fanIn { scratch.sums[slot][i] -= scratch.offsets[0][slot] }
      }
    }
  }

  /// From `[kernel, kernel · channels]`, as patches lie in an interleaved image, to `[channels, kernel, kernel]`.
  private func reorder(
    _ sum: UnsafeMutablePointer<Float>, plan: ConvolutionPlan, whitening: Tensor?, scratch: WorkerScratch
  ) {
    let (channels, kernel, n) = (plan.input.channels, plan.kernel, plan.fanIn)
    let row = plan.paddedPatchRow
    let copy = scratch.patch[0]
    copy.update(from: sum, count: kernel * row)
    for channel in 0..<channels {
      for y in 0..<kernel {
        for x in 0..<kernel { sum[(channel * kernel + y) * kernel + x] = copy[y * row + x * channels + channel] }
      }
    }
    guard let whitening else { return }
    // Σ Z p̂ = Z Σ p̂. The patches' means, left in so far, drop out here as in `packWhole`.
    copy.update(from: sum, count: n)
    let mean = (0..<n).reduce(Float(0)) { $0 + copy[$1] } / Float(n)
    whitening.withUnsafeBufferPointer { z in
      for i in 0..<n {
        var value: Float = 0
        for j in 0..<n { value += z[i * n + j] * (copy[j] - mean) }
        sum[i] = value
      }
    }
  }
}
