public import HebbNetworks
import HebbPlasticity
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
  /// The products of layers of patches by themselves, on one core.
  public let products: [PatchTiming]

  private static let (warmUp, fewImages, classes) = (3, 64, 10)

  /// Times `batches` training steps on random images, after a few that are not counted; a read-out that learns together
  /// with the layers is part of a step.
  ///
  /// - Throws: `Problem` if the specification does not fit the images.
  public static func run(
    _ specification: ExperimentSpecification, input: ImageShape, batches: Int, threads: Int, seed: UInt64
  ) throws -> NetworkBenchmark {
    let network = try HebbianNetwork(
      input: input, layers: specification.layers, seed: seed, precision: specification.training.precision,
      parallel: Parallel(threads: threads))
    let size = specification.training.batch
    // Single images differ, so that no rule gets used to one; batches of many are all alike.
    let count = max(1, Self.fewImages / size)
    let images = Self.images(count * size, of: input, specification.input.values, seed: seed)
    let labels = (0..<count * size).map { $0 % Self.classes }
    var readout = specification.readout.together.map {
      JointReadout(
        $0, features: network.layers[network.layers.count - 1].output.count, classes: Self.classes, seed: seed)
    }
    return try images.withUnsafeBufferPointer { pixels in
      func learn(_ step: Int) throws {
        let shown = step % count * size..<(step % count + 1) * size
        let batch = ImageBatch(
          images: shown.map { pixels.baseAddress! + $0 * input.count },
          mirrored: shown.map { specification.input.flips && !$0.isMultiple(of: 2) })
        guard readout != nil else {
          _ = try network.learn(from: batch, plastic: true)
          return
        }
        _ = try network.learn(from: batch, plastic: true) { activity in
          readout?.learn(from: activity, labels: Array(labels[shown]), rateFactor: 1, parallel: network.parallel)
          return Signals()
        }
      }
      for step in 0..<Self.warmUp { try learn(step) }
      let clock = ContinuousClock()
      let seconds = try (0..<batches).map { step in
        try clock.measure { try learn(Self.warmUp + step) } / .seconds(1)
      }
      let median = seconds.sorted()[batches / 2]
      return NetworkBenchmark(
        work: specification.name, instructionSet: network.instructionSet, threads: threads, batch: size,
        batches: batches, secondsPerBatch: median, imagesPerSecond: Double(size) / median,
        firstLayer: try specification.layers.first.flatMap { try FirstLayerTiming.measure($0, input: input) },
        products: try PatchTiming.measure(
          specification.layers, input: input, precision: specification.training.precision))
    }
  }

  /// Noise, or pixels of which four fifths are black, as in pictures of characters.
  private static func images(
    _ count: Int, of shape: ImageShape, _ values: InputSpecification.Values, seed: UInt64
  ) -> Tensor {
    var random = RandomStream(seed: seed, "benchmark.images")
    let elements = (0..<count * shape.count).map { _ -> Float in
      switch values {
      case .standardised: random.normal()
      case .pixels: random.uniform() > 0.8 ? random.uniform() : 0
      }
    }
    return Tensor(shape: [count, shape.count], elements: elements)
  }
}
