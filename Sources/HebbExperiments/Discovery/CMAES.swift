import Foundation
import HebbTensor

/// Evolution strategy with covariance matrix adaptation: searches for the vector of greatest fitness by sampling from a
/// normal distribution whose mean, step size and covariance follow what was successful.
///
/// A value holds the state of a search whole, so that it can be stored and resumed; random numbers are handed in.
///
/// > Reference: N. Hansen, "The CMA evolution strategy: a tutorial" (2016), arXiv:1604.00772, appendix A, with the
/// > positive recombination weights only.
struct CMAES: Sendable, Equatable, Codable {
  /// m: the centre of the distribution, and the estimate of the optimum where fitness is noisy.
  private(set) var mean: [Double]
  /// σ
  private(set) var stepSize: Double
  /// C, row-major.
  private(set) var covariance: [Double]
  /// p_c, the path of the mean, which feeds the rank-one update.
  private var covariancePath: [Double]
  /// p_σ, the path of the mean in coordinates in which the distribution is round; its length controls the step size.
  private var stepPath: [Double]
  private(set) var generation = 0
  /// λ
  let population: Int

  /// Fewest candidates of a generation that leave something to select.
  static let smallestPopulation = 4

  /// - Parameters:
  ///   - mean: where the search begins; not empty.
  ///   - stepSize: standard deviation of the first generation, in each direction.
  ///   - population: candidates of a generation, at least 4.
  init(mean: [Double], stepSize: Double, population: Int) {
    precondition(!mean.isEmpty && population >= Self.smallestPopulation && stepSize > 0, "nothing to search")
    let n = mean.count
    self.mean = mean
    self.stepSize = stepSize
    self.population = population
    covariance = (0..<n * n).map { $0 % (n + 1) == 0 ? 1 : 0 }
    covariancePath = [Double](repeating: 0, count: n)
    stepPath = covariancePath
  }

  /// Whether the parts fit together and are finite.
  var isValid: Bool {
    let n = mean.count
    let vectors = [mean, covariance, covariancePath, stepPath]
    return n > 0 && vectors.map(\.count) == [n, n * n, n, n] && vectors.allSatisfy { $0.allSatisfy(\.isFinite) }
      && stepSize.isFinite && stepSize > 0 && population >= Self.smallestPopulation && generation >= 0
  }

  /// The principal axes of the distribution.
  struct Axes {
    /// B: row i is the direction of axis i.
    let directions: [Double]
    /// D: standard deviations along the axes, without σ.
    let lengths: [Double]

    /// Σ over axes of coordinate · direction.
    func combined(_ coordinates: [Double]) -> [Double] {
      let n = lengths.count
      var sum = [Double](repeating: 0, count: n)
      for axis in 0..<n {
        for index in 0..<n { sum[index] += coordinates[axis] * directions[axis * n + index] }
      }
      return sum
    }

    /// The coordinates of a vector along the axes.
    func projected(_ vector: [Double]) -> [Double] {
      let n = lengths.count
      return (0..<n).map { axis in (0..<n).reduce(0) { $0 + directions[axis * n + $1] * vector[$1] } }
    }
  }

  /// - Throws: `Problem` if the covariance is no longer finite.
  func axes() throws -> Axes {
    let (values, vectors) = try LinearAlgebra.symmetricEigen(covariance, size: mean.count)
    // Rounding can leave tiny negative values in directions that selection has flattened.
    return Axes(directions: vectors, lengths: values.map { max($0, 1e-20).squareRoot() })
  }

  /// m + σ B D z with standard normal z.
  func candidate(along axes: Axes, using random: inout RandomStream) -> [Double] {
    let step = axes.combined(axes.lengths.map { $0 * Double(random.normal()) })
    return zip(mean, step).map { $0 + stepSize * $1 }
  }

  /// Moves and reshapes the distribution.
  ///
  /// - Parameters:
  ///   - candidates: as many as the population, drawn along `axes`.
  ///   - fitness: of each of them; more is better, NaN worst.
  mutating func update(_ candidates: [[Double]], fitness: [Double], axes: Axes) {
    precondition(candidates.count == population && fitness.count == population, "a fitness for every candidate")
    let n = mean.count
    let c = Constants(dimensions: n, population: population)
    // Equal ones keep their order, so that a search is reproducible.
    let ranked = candidates.indices.sorted {
      (Self.rank(fitness[$0]), -$0) > (Self.rank(fitness[$1]), -$1)
    }
    let steps = ranked.prefix(c.weights.count).map { index in
      zip(candidates[index], mean).map { ($0 - $1) / stepSize }
    }
    var step = [Double](repeating: 0, count: n)
    for (weight, candidate) in zip(c.weights, steps) {
      for index in 0..<n { step[index] += weight * candidate[index] }
    }
    for index in 0..<n { mean[index] += stepSize * step[index] }

    // C^(−1/2) times the step: round coordinates.
    let round = axes.combined(zip(axes.projected(step), axes.lengths).map { $0 / $1 })
    let growth = (c.stepPathRate * (2 - c.stepPathRate) * c.effectiveParents).squareRoot()
    for index in 0..<n { stepPath[index] = (1 - c.stepPathRate) * stepPath[index] + growth * round[index] }
    let pathLength = stepPath.reduce(0) { $0 + $1 * $1 }.squareRoot()
    generation += 1

    // While the step size is growing fast, the rank-one update waits (h_σ).
    let settled = (1 - pow(1 - c.stepPathRate, Double(2 * generation))).squareRoot()
    let isStalled = pathLength / settled >= (1.4 + 2 / Double(n + 1)) * c.expectedLength
    let pathGrowth =
      isStalled ? 0 : (c.covariancePathRate * (2 - c.covariancePathRate) * c.effectiveParents).squareRoot()
    for index in 0..<n {
      covariancePath[index] = (1 - c.covariancePathRate) * covariancePath[index] + pathGrowth * step[index]
    }
    let lost = isStalled ? c.rankOneRate * c.covariancePathRate * (2 - c.covariancePathRate) : 0
    let kept = 1 + lost - c.rankOneRate - c.rankMuRate
    for row in 0..<n {
      // Half is computed and mirrored, so that the matrix stays exactly symmetric.
      for column in 0...row {
        var value = kept * covariance[row * n + column]
        value += c.rankOneRate * covariancePath[row] * covariancePath[column]
        for (weight, step) in zip(c.weights, steps) { value += c.rankMuRate * weight * step[row] * step[column] }
        covariance[row * n + column] = value
        covariance[column * n + row] = value
      }
    }
    stepSize *= exp(min(1, c.stepPathRate / c.damping * (pathLength / c.expectedLength - 1)))
  }

  private static func rank(_ fitness: Double) -> Double { fitness.isNaN ? -.infinity : fitness }
}
