import CHebbKernels
import HebbSupport
import HebbTensor
import Synchronization

/// The update from a batch that is divided: every shard's Σ of won patches is taken by itself, all are added up, and then
/// the neurons learn as from a batch of one piece.
extension Workspace {
  /// - Parameters:
  ///   - shards: the images of this process's shards.
  ///   - wins: how often each neuron of each layer won in the whole batch.
  /// - Throws: `Problem` naming the layer and neuron whose weights stopped being finite, or if another process has failed.
  func updateWeights(
    shards: [Range<Int>], wins: [[Int]], sums: ShardedSum, rateFactor: Float
  ) throws(Problem) {
    let (blocks, starts) = (blocks, firstWeights)
    parallel.forEach(blocks.count * shards.count) { piece, worker in
      let (block, shard) = (blocks[blocks.count - 1 - piece / shards.count], piece % shards.count)
      let (layer, scratch) = (layers[block.layer], scratch[worker])
      let neurons = block.first..<min(block.first + FusedLayer.blockSize, layer.plan.neurons)
      accumulate(neurons, layer: block.layer, images: shards[shard], scratch: scratch)
      let part = sums.part(shard) + starts[block.layer]
      for (slot, neuron) in neurons.enumerated() {
        (part + layer.firstWeight(of: neuron)).update(from: scratch.sums[slot], count: layer.weightCount(of: neuron))
      }
    }
    try sums.reduce(parallel: parallel)
    let faults = Atomic(Int.max)
    parallel.forEach(blocks.count) { piece, _ in
      let (index, first) = blocks[piece]
      let layer = layers[index]
      for neuron in first..<min(first + FusedLayer.blockSize, layer.plan.neurons) {
        let place = layer.firstWeight(of: neuron)
        let norm = layer.plan.kernels.pointee.learn(
          layer.learned[0] + place, sums.total + starts[index] + place, layer.weightCount(of: neuron),
          rateFactor * layer.learningRate, layer.decay(wins: wins[index][neuron]))
        if !norm.isFinite { faults.min(index << 32 | neuron, ordering: .relaxed) }
      }
      layer.packBlock(from: first)
    }
    try finishUpdate(fault: faults.load(ordering: .relaxed))
  }

  /// Where each layer's weights begin among those of all.
  private var firstWeights: [Int] {
    layers.reduce(into: [0]) { starts, layer in starts.append(starts[starts.count - 1] + layer.learnedCount) }
  }
}
