import CHebbKernels
import HebbTensor

/// What one layer computed for the images of a batch, kept until its weights are updated.
final class LayerActivity {
  /// Standardisation of each image's input: x̂ = (x − mean) scale.
  let means: BatchBuffer<Float>
  let scales: BatchBuffer<Float>
  /// `[winners, height, width]` per image.
  let winners: BatchBuffer<UInt16>
  /// The positions that each neuron won: `positions[starts[o] ..< starts[o + 1]]`.
  let starts: BatchBuffer<UInt16>
  let positions: BatchBuffer<UInt16>
  /// Pooled activity `[channels, height, width]`, if it is kept for the whole batch.
  let pooled: BatchBuffer<Float>
  /// Dense path: the standardised input as `[height, width, channels]`.
  let interleaved: BatchBuffer<Float>
  /// With patch whitening: each patch's own scale.
  let patchScales: BatchBuffer<Float>
  /// Gather path: active input channels per position.
  let active: BatchBuffer<UInt16>
  /// Sparse path: for every connection, its inputs summed over the positions that its neuron won.
  let sums: BatchBuffer<Float>

  /// - Parameters:
  ///   - keepsPooled: whether `pooled` is wanted after the forward pass.
  ///   - learns: whether what an update needs is wanted: sorted winners, and the inputs that they won.
  init(_ layer: FusedLayer, batch: Int, keepsPooled: Bool, learns: Bool) {
    let plan = layer.plan
    means = BatchBuffer(rows: 1, count: batch)
    scales = BatchBuffer(rows: 1, count: batch)
    winners = BatchBuffer(rows: batch, count: plan.winnerCount)
    starts = BatchBuffer(rows: learns ? batch : 0, count: plan.neurons + 1)
    positions = BatchBuffer(rows: learns ? batch : 0, count: plan.winnerCount)
    pooled = BatchBuffer(rows: keepsPooled ? batch : 0, count: keepsPooled ? plan.pooled.count : 0)
    var (interleavedCount, scaleCount, activeCount, sumCount) = (0, 0, 0, 0)
    switch plan.path {
    case .dense:
      interleavedCount = learns ? plan.input.count : 0
      scaleCount = layer.patchWhitening == nil ? 0 : plan.convolved.positions
    case .gather(let entries, _): activeCount = plan.input.positions * entries
    case .sparse: sumCount = learns ? layer.learnedCount : 0
    }
    func rows(_ count: Int) -> Int { count == 0 ? 0 : batch }
    interleaved = BatchBuffer(rows: rows(interleavedCount), count: interleavedCount)
    patchScales = BatchBuffer(rows: rows(scaleCount), count: scaleCount)
    active = BatchBuffer(rows: rows(activeCount), count: activeCount)
    sums = BatchBuffer(rows: rows(sumCount), count: sumCount)
  }
}
