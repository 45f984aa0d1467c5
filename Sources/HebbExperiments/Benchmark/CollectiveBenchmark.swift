public import HebbSupport
import HebbTensor

/// How long several processes take to bring together what each of them has summed up.
public struct CollectiveBenchmark: Sendable, Encodable {
  public struct Timing: Sendable, Encodable {
    /// Of the sum that all processes have in the end.
    public let bytes: Int
    /// Median over the rounds, as the first process sees it.
    public let seconds: Double
    /// The fastest round.
    public let leastSeconds: Double
  }

  public let ranks: Int
  public let shards: Int
  public let threads: Int
  /// The median time of agreeing whether to go on, which every batch begins with.
  public let secondsToAgree: Double
  public let sums: [Timing]
  /// α of the fit α + β · bytes to the medians, in which all relative errors count the same; seconds.
  public let latency: Double
  /// β, seconds per byte.
  public let secondsPerByte: Double

  /// Times sums of several sizes; all processes call it together.
  ///
  /// - Parameters:
  ///   - shards: as in an experiment; 1 for as many as there are processes.
  ///   - sizes: in bytes, at least two.
  public static func run(
    _ collective: any Collective, shards: Int, sizes: [Int], rounds: Int, threads: Int
  ) throws(Problem) -> CollectiveBenchmark {
    precondition(sizes.count > 1 && rounds > 0, "nothing to fit")
    let division = try BatchDivision(collective, shards: shards)
    let clock = ContinuousClock()
    var agreements: [Double] = []
    for _ in 0..<max(rounds, 100) {
      let start = clock.now
      _ = try collective.any(false)
      agreements.append((clock.now - start) / .seconds(1))
    }
    var timings: [Timing] = []
    for bytes in sizes {
      let sum = ShardedSum(count: max(1, bytes / MemoryLayout<Float>.stride), division)
      for index in 0..<division.ownShards.count { sum.part(index).update(repeating: 1, count: sum.count) }
      var seconds: [Double] = []
      // The first round maps memory and opens connections.
      for round in 0...rounds {
        _ = try collective.any(false)
        let start = clock.now
        try sum.reduce(parallel: Parallel(threads: threads))
        if round > 0 { seconds.append((clock.now - start) / .seconds(1)) }
      }
      timings.append(
        Timing(bytes: bytes, seconds: median(seconds) ?? 0, leastSeconds: seconds.reduce(.infinity, min)))
    }
    let fit = line(through: timings.map { (Double($0.bytes), $0.seconds) })
    return CollectiveBenchmark(
      ranks: collective.ranks, shards: division.shards, threads: threads, secondsToAgree: median(agreements) ?? 0,
      sums: timings, latency: fit.intercept, secondsPerByte: fit.slope)
  }

  /// The line y = intercept + slope x whose relative errors have the least squares.
  static func line(through points: [(x: Double, y: Double)]) -> (intercept: Double, slope: Double) {
    // (a + b x) / y ≈ 1: linear regression of 1 on 1 / y and x / y.
    var (aa, ab, bb, a, b) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for (x, y) in points where y > 0 {
      let (p, q) = (1 / y, x / y)
      aa += p * p
      ab += p * q
      bb += q * q
      a += p
      b += q
    }
    let determinant = aa * bb - ab * ab
    guard determinant > 0 else { return (0, 0) }
    return ((a * bb - b * ab) / determinant, (b * aa - a * ab) / determinant)
  }
}
