public import HebbNetworks
import HebbSupport
import HebbTensor

/// How fast a read-out is trained by gradient on features that are stored already.
public struct ReadoutBenchmark: Sendable, Encodable {
  public let instructionSet: String
  public let threads: Int
  public let images: Int
  public let features: Int
  public let classes: Int
  public let batch: Int
  public let epochs: Int
  /// Least and median over the epochs.
  public let leastSecondsPerEpoch: Double
  public let secondsPerEpoch: Double
  /// Multiplications and additions of scores and gradient in the median epoch, in 10⁹ a second.
  public let gigaflops: Double
  /// Storing all features, in seconds.
  public let secondsToStore: Double

  /// Times `epochs` epochs on random features.
  ///
  /// - Throws: `Problem` if there is no room for the features.
  public static func run(
    images: Int, features: Int, classes: Int, training: ReadoutTraining, epochs: Int, threads: Int, seed: UInt64
  ) throws -> ReadoutBenchmark {
    let parallel = Parallel(threads: threads)
    let cache = try FeatureCache(images: images, features: features)
    var random = RandomStream(seed: seed, "benchmark.features")
    // A portion of random features, written over and over.
    let portion = min(images, 250)
    let rows = Tensor(
      shape: [portion, features],
      elements: (0..<portion * features).map { _ in max(0, 2 * random.uniform() - 1) })
    let clock = ContinuousClock()
    let storing = try clock.measure {
      for first in stride(from: 0, to: images, by: portion) {
        let count = min(portion, images - first)
        try cache.write(count == portion ? rows : rows.prefix(count), first: first, parallel: parallel)
      }
    }
    let labels = (0..<images).map { _ in random.next(below: classes) }
    let trainer = try ReadoutTrainer(
      cache, labels: labels, classes: classes, training: training, seed: seed, parallel: parallel)
    let seconds = try (0..<epochs).map { _ in try clock.measure { _ = try trainer.trainEpoch() } / .seconds(1) }
      .sorted()
    let median = seconds[epochs / 2]
    return ReadoutBenchmark(
      instructionSet: KernelSupport.selected, threads: threads, images: images, features: features, classes: classes,
      batch: training.batch, epochs: epochs, leastSecondsPerEpoch: seconds[0], secondsPerEpoch: median,
      gigaflops: 4 * Double(images) * Double(features) * Double(classes) / median / 1e9,
      secondsToStore: storing / .seconds(1))
  }
}

extension Tensor {
  /// The first rows of a matrix.
  fileprivate func prefix(_ rows: Int) -> Tensor {
    withUnsafeBufferPointer { Tensor(shape: [rows, shape[1]], elements: $0[..<(rows * shape[1])]) }
  }
}
