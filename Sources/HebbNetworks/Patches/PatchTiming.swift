import CHebbKernels
public import HebbSupport
public import HebbTensor

/// How well the products of a layer of patches use one core: the responses of one image's positions.
public struct PatchTiming: Sendable, Encodable {
  /// From 1.
  public let layer: Int
  public let secondsPerImage: Double
  /// 2 · neurons · fan-in · positions per second.
  public let operationsPerSecond: Double
  /// What the core can do in fused multiply-adds of float32, measured at the same time; bfloat16 has twice that.
  public let peakOperationsPerSecond: Double

  /// Times every layer of patches of a network on the calling thread, turn about with the peak; medians over many rounds.
  ///
  /// - Throws: `Problem` if the layers do not fit the input.
  public static func measure(
    _ layers: [LayerDescription], input: ImageShape, precision: Precision, seconds: Double = 0.5
  ) throws(Problem) -> [PatchTiming] {
    let network = try HebbianNetwork(
      input: input, layers: layers, seed: 1, precision: precision, parallel: Parallel(threads: 1))
    var timings: [PatchTiming] = []
    for (index, layer) in network.layers.enumerated() {
      guard let layer = layer as? PatchLayer else { continue }
      timings.append(try measure(layer, number: index + 1, kernels: network.kernels.pointee, seconds: seconds))
    }
    return timings
  }

  private static func measure(
    _ layer: PatchLayer, number: Int, kernels: HebbKernels, seconds: Double
  ) throws(Problem) -> PatchTiming {
    let (images, rounds) = (4, Int64(10_000))
    let source = BatchBuffer<Float>(rows: images, count: layer.input.count)
    for image in 0..<images {
      for i in 0..<layer.input.count { source[image][i] = Float((i * 7919 + image) % 1000) / 500 - 1 }
    }
    let batch = ImageBatch(
      images: (0..<images).map { UnsafePointer(source[$0]) }, mirrored: [Bool](repeating: false, count: images))
    try layer.forward(source, batch, learns: false, passesOn: false)
    let clock = ContinuousClock()
    let start = clock.now
    var (times, peaks): ([Double], [Double]) = ([], [])
    var sink: Float = 0
    repeat {
      times.append(clock.measure { sink += layer.respond(images: 0..<images)[flat: 0] } / .seconds(1) / Double(images))
      peaks.append(clock.measure { sink += kernels.peak(rounds) } / .seconds(1))
    } while (clock.now - start) / .seconds(1) < seconds
    precondition(!sink.isNaN)
    let time = times.sorted()[times.count / 2]
    let (fanIn, positions) = (layer.description.fanIn(input: layer.input), layer.geometry.offsets.count)
    return PatchTiming(
      layer: number, secondsPerImage: time,
      operationsPerSecond: 2 * Double(layer.neurons * fanIn * positions) / time,
      peakOperationsPerSecond: Double(16 * 2 * 12 * rounds) / peaks.sorted()[peaks.count / 2])
  }
}
