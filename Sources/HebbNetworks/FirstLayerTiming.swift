import CHebbKernels
public import HebbSupport
public import HebbTensor

/// How well a dense first layer uses one core: unfolding, product, competition, activation and pooling of one image.
public struct FirstLayerTiming: Sendable, Encodable {
  public let secondsPerImage: Double
  /// Operations of the plain sum, 2 · neurons · fan-in · positions, per second.
  public let operationsPerSecond: Double
  /// Operations that were carried out for the products, per second: fewer where minimal filtering is used.
  public let executedOperationsPerSecond: Double
  /// What the core can do in fused multiply-adds, measured at the same time.
  public let peakOperationsPerSecond: Double
  /// `operationsPerSecond` / `peakOperationsPerSecond`: above 1 where minimal filtering saves more than is lost.
  public let fractionOfPeak: Double

  /// Times the layer on the calling thread, turn about with the peak; medians over many short rounds.
  ///
  /// - Returns: nil if the layer is not dense.
  /// - Throws: `Problem` if the layer does not fit its input.
  public static func measure(
    _ description: LayerDescription, input: ImageShape, seconds: Double = 1
  ) throws(Problem) -> FirstLayerTiming? {
    let network = try HebbianNetwork(input: input, layers: [description], seed: 1)
    guard let layer = network.layers[0] as? FusedLayer, case .dense = layer.plan.path else { return nil }
    let (plan, kernels) = (layer.plan, layer.plan.kernels.pointee)
    let scratch = WorkerScratch(layers: [layer], passing: [true], chunk: 1)
    let (image, winners) = (
      BatchBuffer<Float>(rows: 1, count: input.count), BatchBuffer<UInt16>(rows: 1, count: plan.winnerCount)
    )
    for i in 0..<input.count { image[0][i] = Float((i * 7919) % 1000) / 500 - 1 }
    let clock = ContinuousClock()
    let start = clock.now
    var (layerTimes, peakTimes): ([Double], [Double]) = ([], [])
    let (images, rounds) = (20, Int64(10_000))
    var sink: Float = 0
    repeat {
      layerTimes.append(
        clock.measure {
          for _ in 0..<images {
            kernels.unfold(plan.geometry, image[0], 0, 1, false, scratch.unfolded[0])
            kernels.compete_dense(
              plan.geometry, scratch.unfolded[0], layer.packed[0], layer.thresholdBuffer[0], nil, scratch.kernel[0],
              winners[0], scratch.pooled[0][0])
          }
        } / .seconds(1) / Double(images))
      peakTimes.append(clock.measure { sink += kernels.peak(rounds) } / .seconds(1))
    } while (clock.now - start) / .seconds(1) < seconds
    precondition(sink.isFinite)
    let time = layerTimes.sorted()[layerTimes.count / 2]
    let peak = Double(16 * 2 * 12 * rounds) / peakTimes.sorted()[peakTimes.count / 2]
    let plain = 2.0 * Double(plan.neurons * plan.fanIn * plan.convolved.positions)
    let points = (plan.kernel + 1) * (plan.kernel + 1)
    let executed =
      hebb_is_minimal_filtering(plan.geometry)
      ? 2.0 * Double(plan.neurons * plan.input.channels * points) * Double(hebb_cells(plan.geometry)) : plain
    return FirstLayerTiming(
      secondsPerImage: time, operationsPerSecond: plain / time, executedOperationsPerSecond: executed / time,
      peakOperationsPerSecond: peak, fractionOfPeak: plain / time / peak)
  }
}
