import CHebbKernels
import HebbTensor

/// Memory of one worker, for what does not outlive the layer of an image or the update of a block of neurons.
final class WorkerScratch {
  let unfolded: BatchBuffer<Float>
  let tilePatchScales: BatchBuffer<Float>
  let kernel: BatchBuffer<Float>
  /// Σ of the inputs that each neuron of a block won.
  let sums: BatchBuffer<Float>
  /// How often each of them won.
  let wins = BatchBuffer<Int>(rows: 1, count: FusedLayer.blockSize)
  /// What the standardisation takes off each of their sums.
  let offsets = BatchBuffer<Float>(rows: 1, count: FusedLayer.blockSize)
  /// One sum on its way to another order.
  let patch: BatchBuffer<Float>
  /// What each layer passes on for the images of a chunk, where only the next layer reads it; empty otherwise.
  let pooled: [BatchBuffer<Float>]

  /// - Parameters:
  ///   - passing: which layers' pooled activity is handed to the next layer through `pooled`.
  ///   - chunk: images that go through a layer together.
  init(layers: [FusedLayer], passing: [Bool], chunk: Int) {
    var (unfoldedCount, scaleCount, kernelCount, sumCount) = (0, 0, 0, 0)
    for layer in layers {
      let plan = layer.plan
      sumCount = max(sumCount, Self.sumCount(of: plan))
      switch plan.path {
      case .dense:
        unfoldedCount = max(unfoldedCount, hebb_unfolded(plan.geometry))
        if layer.patchWhitening != nil { scaleCount = max(scaleCount, hebb_tile_scales(plan.geometry)) }
        kernelCount = max(kernelCount, hebb_scratch_dense(plan.geometry))
      case .sparse:
        unfoldedCount = max(unfoldedCount, plan.input.count)  // a mirrored image
        kernelCount = max(kernelCount, hebb_scratch_sparse(plan.geometry))
      case .gather: kernelCount = max(kernelCount, hebb_scratch_gather(plan.geometry, Int32(chunk)))
      }
    }
    unfolded = BatchBuffer(rows: 1, count: unfoldedCount)
    tilePatchScales = BatchBuffer(rows: 1, count: scaleCount)
    kernel = BatchBuffer(rows: 1, count: kernelCount)
    sums = BatchBuffer(rows: FusedLayer.blockSize, count: sumCount)
    patch = BatchBuffer(rows: 1, count: sumCount)
    pooled = zip(layers, passing).map { layer, passes in
      BatchBuffer(rows: passes ? chunk : 0, count: passes ? layer.plan.pooled.count : 0)
    }
  }

  /// Values that the kernels write per neuron: whole vectors per patch row, or a channel that stands for none.
  private static func sumCount(of plan: ConvolutionPlan) -> Int {
    max(plan.kernel * plan.paddedPatchRow, plan.fanIn + plan.kernel * plan.kernel)
  }

  func sumCount(of plan: ConvolutionPlan) -> Int { Self.sumCount(of: plan) }
}
