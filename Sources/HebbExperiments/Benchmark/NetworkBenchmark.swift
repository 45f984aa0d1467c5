public import HebbNetworks
public import HebbTensor

/// How fast a network learns from images that are in memory already: the work of one training step and nothing else.
public struct NetworkBenchmark: Sendable, Encodable {
  public let work: String
  public let instructionSet: String
  public let threads: Int
  public let batch: Int
  public let batches: Int
  /// Median over the batches.
  public let secondsPerBatch: Double
  /// `batch` / `secondsPerBatch`.
  public let imagesPerSecond: Double
  /// The first layer by itself, on one core; nil if it is pruned.
  public let firstLayer: FirstLayerTiming?

  /// Times `batches` training steps on random images, after three that are not counted.
  ///
  /// - Throws: `Problem` if the specification does not fit the images.
  public static func run(
    _ specification: ExperimentSpecification, input: ImageShape, batches: Int, threads: Int, seed: UInt64
  ) throws -> NetworkBenchmark {
    let network = try HebbianNetwork(
      input: input, layers: specification.layers, seed: seed, precision: specification.training.precision,
      parallel: Parallel(threads: threads))
    let size = specification.training.batch
    var random = RandomStream(seed: seed, "benchmark.images")
    let images = Tensor(shape: [size, input.count], elements: (0..<size * input.count).map { _ in random.normal() })
    return try images.withUnsafeBufferPointer { pixels in
      let batch = ImageBatch(
        images: (0..<size).map { pixels.baseAddress! + $0 * input.count },
        mirrored: (0..<size).map { !$0.isMultiple(of: 2) })
      for _ in 0..<3 { try network.learn(from: batch, plastic: true) }
      let clock = ContinuousClock()
      let seconds = try (0..<batches).map { _ in
        try clock.measure { try network.learn(from: batch, plastic: true) } / .seconds(1)
      }
      let median = seconds.sorted()[batches / 2]
      return NetworkBenchmark(
        work: specification.name, instructionSet: network.instructionSet, threads: threads, batch: size,
        batches: batches, secondsPerBatch: median, imagesPerSecond: Double(size) / median,
        firstLayer: try specification.layers.first.flatMap { try FirstLayerTiming.measure($0, input: input) })
    }
  }
}
