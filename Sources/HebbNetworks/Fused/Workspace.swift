import CHebbKernels
import HebbSupport
import HebbTensor
import Synchronization

/// The memory of a network at work on batches of up to `capacity` images, and the passes over it.
final class Workspace {
  let layers: [FusedLayer]
  /// The first layer's place in the network, for errors.
  let firstIndex: Int
  let capacity: Int
  /// Whether every layer's pooled activity is kept for all images, or only handed to the next layer.
  let keepsPooled: Bool
  /// Whether what an update needs is computed.
  let learns: Bool
  let activities: [LayerActivity]
  let parallel: Parallel
  let scratch: [WorkerScratch]
  /// Whether a layer's pooled activity is read by the next layer.
  private let passesPooled: [Bool]
  private let chunk: Int

  init(layers: [FusedLayer], firstIndex: Int, batch: Int, keepsPooled: Bool, learns: Bool, parallel: Parallel) {
    self.layers = layers
    self.firstIndex = firstIndex
    self.parallel = parallel
    self.keepsPooled = keepsPooled
    self.learns = learns
    capacity = batch
    // The last layer has no reader (unless everything is kept); those that gather read winners.
    passesPooled = layers.indices.map { $0 + 1 < layers.count && !layers[$0 + 1].plan.gathers }
    // Gathering streams a layer's weights once per chunk of images, so chunks should be large; without it they should
    // be small enough for their activity to stay in the cache. Results do not depend on it.
    let largest = layers.contains { $0.plan.gathers } ? 25 : 3
    chunk = max(1, min(largest, (batch + parallel.threads - 1) / parallel.threads))
    activities = layers.map { LayerActivity($0, batch: batch, keepsPooled: keepsPooled, learns: learns) }
    let (chunk, passing) = (chunk, passesPooled.map { $0 && !keepsPooled })
    scratch = (0..<parallel.threads).map { _ in WorkerScratch(layers: layers, passing: passing, chunk: chunk) }
  }

  /// Where a layer's pooled activity for an image goes, if anybody wants it or it is what the layer computes.
  private func pooled(_ layer: Int, image: Int, chunk: Range<Int>, scratch: WorkerScratch) -> UnsafeMutablePointer<
    Float
  >? {
    if keepsPooled { return activities[layer].pooled[image] }
    return passesPooled[layer] ? scratch.pooled[layer][image - chunk.lowerBound] : nil
  }

  /// All layers on all images, with the present weights and thresholds.
  ///
  /// - Throws: `Problem` naming the layer and image whose input is not finite.
  func forward(_ batch: ImageBatch) throws(Problem) {
    let faults = Atomic(Int.max)  // layer * 2^32 + image of the first fault, so that the report is the same every time
    let chunks = (batch.count + chunk - 1) / chunk
    parallel.forEach(chunks) { index, worker in
      let images = index * chunk..<min((index + 1) * chunk, batch.count)
      for layer in layers.indices {
        if let image = forward(layer: layer, images: images, batch: batch, scratch: scratch[worker]) {
          faults.min(layer << 32 | image, ordering: .relaxed)
          return
        }
      }
    }
    let fault = faults.load(ordering: .relaxed)
    guard fault == .max else {
      throw Problem(
        "the activity that enters the layer is not finite (image \(batch.first + fault & 0xFFFF_FFFF) of the batch)",
        at: "layers.\(firstIndex + fault >> 32)",
        advice: "Check the data for NaN, or lower the layer's learning rate; earlier checkpoints are untouched.")
    }
  }

  /// - Returns: the first image whose input is not finite, if there is one.
  private func forward(layer index: Int, images: Range<Int>, batch: ImageBatch, scratch: WorkerScratch) -> Int? {
    let (layer, activity) = (layers[index], activities[index])
    let (plan, kernels) = (layer.plan, layer.plan.kernels.pointee)
    if case .gather(let entries, let value) = plan.path {
      gather(index, entries: entries, value: value, images: images, scratch: scratch)
      return nil
    }
    for image in images {
      var source = batch.images[image]
      if index > 0 {
        guard let below = pooled(index - 1, image: image, chunk: images, scratch: scratch) else { return image }
        source = UnsafePointer(below)
      }
      let mirrored = index == 0 && batch.mirrored[image]
      if mirrored, layer.connections != nil {
        mirror(source, shape: plan.input, into: scratch.unfolded[0])
        source = UnsafePointer(scratch.unfolded[0])
      }
      let (mean, scale) = (activity.means[0] + image, activity.scales[0] + image)
      guard kernels.standardisation(source, plan.input.count, mean, scale) else { return image }
      let pooled = pooled(index, image: image, chunk: images, scratch: scratch)
      if let connections = layer.connections {
        kernels.compete_sparse(
          plan.geometry, source, mean.pointee, scale.pointee, connections.starts, connections.offsets,
          layer.learned[0], layer.thresholdBuffer[0], scratch.kernel[0], activity.winners[image], pooled)
      } else {
        kernels.unfold(plan.geometry, source, mean.pointee, scale.pointee, mirrored, scratch.unfolded[0])
        var patchScales: UnsafePointer<Float>?
        if layer.patchWhitening != nil {
          kernels.patch_scales(
            plan.geometry, scratch.unfolded[0], scratch.tilePatchScales[0], activity.patchScales[image])
          patchScales = UnsafePointer(scratch.tilePatchScales[0])
        }
        kernels.compete_dense(
          plan.geometry, scratch.unfolded[0], layer.packed[0], layer.thresholdBuffer[0], patchScales,
          scratch.kernel[0], activity.winners[image], pooled)
      }
      if plan.passesWinners, let pooled {
        kernels.pool_winners(plan.geometry, activity.winners[image], pooled)
      }
      if learns { prepareUpdate(index, image: image, source: source, mirrored: mirrored) }
    }
    return nil
  }

  /// Keeps what the update needs of an image while it is in the cache.
  private func prepareUpdate(_ index: Int, image: Int, source: UnsafePointer<Float>, mirrored: Bool) {
    let (layer, activity) = (layers[index], activities[index])
    let (plan, kernels) = (layer.plan, layer.plan.kernels.pointee)
    let (mean, scale) = (activity.means[0][image], activity.scales[0][image])
    kernels.sort_winners(plan.geometry, activity.winners[image], activity.starts[image], activity.positions[image])
    if let connections = layer.connections {
      kernels.sum_connections(
        plan.geometry, source, mean, scale, connections.starts, connections.inputs, activity.starts[image],
        activity.positions[image], activity.sums[image])
    } else {
      kernels.interleave(plan.geometry, source, mean, scale, mirrored, activity.interleaved[image])
    }
  }

  /// The dense kernels mirror as they unfold; a pruned first layer is rare enough for a copy.
  private func mirror(_ image: UnsafePointer<Float>, shape: ImageShape, into copy: UnsafeMutablePointer<Float>) {
    for row in 0..<shape.channels * shape.height {
      for column in 0..<shape.width {
        copy[row * shape.width + column] = image[row * shape.width + shape.width - 1 - column]
      }
    }
  }

  private func gather(_ index: Int, entries: Int, value: Float, images: Range<Int>, scratch: WorkerScratch) {
    let (layer, activity, below) = (layers[index], activities[index], activities[index - 1])
    let (plan, kernels) = (layer.plan, layer.plan.kernels.pointee)
    for image in images {
      kernels.active_channels(
        layers[index - 1].plan.geometry, below.winners[image], activity.active[image], activity.means[0] + image,
        activity.scales[0] + image)
    }
    let active = images.map { Optional(UnsafePointer(activity.active[$0])) }
    let winners = images.map { Optional(activity.winners[$0]) }
    let pooled = images.map { self.pooled(index, image: $0, chunk: images, scratch: scratch) }
    kernels.compete_gather(
      plan.geometry, Int32(images.count), active, Int32(entries), value, activity.means[0] + images.lowerBound,
      activity.scales[0] + images.lowerBound, layer.packed[0], layer.weightSums[0], layer.thresholdBuffer[0],
      scratch.kernel[0], winners, pooled)
    for (image, pooled) in zip(images, pooled) {
      if plan.passesWinners, let pooled { kernels.pool_winners(plan.geometry, activity.winners[image], pooled) }
      guard learns else { continue }
      kernels.sort_winners(plan.geometry, activity.winners[image], activity.starts[image], activity.positions[image])
    }
  }

  /// How often each neuron of each layer won.
  func wins(imageCount: Int) -> [[Int]] {
    zip(layers, activities).map { layer, activity in
      var wins = [Int](repeating: 0, count: layer.plan.neurons)
      for image in 0..<imageCount {
        let starts = activity.starts[image]
        for neuron in wins.indices { wins[neuron] += Int(starts[neuron + 1] - starts[neuron]) }
      }
      return wins
    }
  }

  /// θ += rate (firing rate − winners / neurons), with the wins of all images of a batch.
  func adaptThresholds(to wins: [[Int]], imageCount: Int) {
    for (layer, wins) in zip(layers, wins) {
      let target = Double(layer.plan.winners) / Double(layer.plan.neurons)
      let chances = Double(imageCount * layer.plan.convolved.positions)
      for neuron in wins.indices {
        layer.thresholdBuffer[0][neuron] += Float(
          layer.thresholdRate * (Double(wins[neuron]) / chances - target))
      }
    }
  }
}
