import CHebbKernels

/// Memory of one worker, for what does not outlive the layer of an image.
final class WorkerScratch {
  let unfolded: BatchBuffer<Float>
  let tilePatchScales: BatchBuffer<Float>
  let kernel: BatchBuffer<Float>
  /// Σ of the patches that one neuron won.
  let sum: BatchBuffer<Float>
  let reordered: BatchBuffer<Float>

  /// - Parameter chunk: images that are gathered together.
  init(layers: [HebbianLayer], chunk: Int) {
    var (unfoldedCount, scaleCount, kernelCount, sumCount) = (0, 0, 0, 0)
    for layer in layers {
      let plan = layer.plan
      let padded = (plan.kernel * plan.input.channels + 15) / 16 * 16
      sumCount = max(sumCount, plan.kernel * padded, plan.fanIn + plan.kernel * plan.kernel)
      switch plan.path {
      case .dense:
        unfoldedCount = max(unfoldedCount, hebb_unfolded(plan.geometry))
        scaleCount = max(scaleCount, (plan.convolved.positions + 512) * 4)
        kernelCount = max(kernelCount, hebb_scratch_dense(plan.geometry))
      case .sparse:
        unfoldedCount = max(unfoldedCount, plan.input.count)   // a mirrored image
        kernelCount = max(kernelCount, hebb_scratch_sparse(plan.geometry))
      case .gather: kernelCount = max(kernelCount, hebb_scratch_gather(plan.geometry, Int32(chunk)))
      }
    }
    unfolded = BatchBuffer(rows: 1, count: unfoldedCount)
    tilePatchScales = BatchBuffer(rows: 1, count: scaleCount)
    kernel = BatchBuffer(rows: 1, count: kernelCount)
    sum = BatchBuffer(rows: 1, count: sumCount)
    reordered = BatchBuffer(rows: 1, count: sumCount)
  }
}
