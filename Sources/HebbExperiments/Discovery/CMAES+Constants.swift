import Foundation

extension CMAES {
  /// The strategy's parameters, from the number of dimensions n and the population λ (table 1 of the tutorial).
  struct Constants {
    /// Recombination weights of the best half, which sum to 1.
    let weights: [Double]
    /// μ_eff: the number of parents, if all had the same weight.
    let effectiveParents: Double
    /// c_σ
    let stepPathRate: Double
    /// d_σ
    let damping: Double
    /// c_c
    let covariancePathRate: Double
    /// c₁
    let rankOneRate: Double
    /// c_μ
    let rankMuRate: Double
    /// χ_n: the expected length of a standard normal vector.
    let expectedLength: Double

    init(dimensions: Int, population: Int) {
      let n = Double(dimensions)
      let raw = (1...population / 2).map { log(Double(population + 1) / 2) - log(Double($0)) }
      let sum = raw.reduce(0, +)
      weights = raw.map { $0 / sum }
      let parents = 1 / weights.reduce(0) { $0 + $1 * $1 }
      effectiveParents = parents
      stepPathRate = (parents + 2) / (n + parents + 5)
      damping = 1 + 2 * max(0, ((parents - 1) / (n + 1)).squareRoot() - 1) + stepPathRate
      covariancePathRate = (4 + parents / n) / (n + 4 + 2 * parents / n)
      let rankOne = 2 / ((n + 1.3) * (n + 1.3) + parents)
      rankOneRate = rankOne
      rankMuRate = min(1 - rankOne, 2 * (0.25 + parents + 1 / parents - 2) / ((n + 2) * (n + 2) + parents))
      expectedLength = n.squareRoot() * (1 - 1 / (4 * n) + 1 / (21 * n * n))
    }
  }
}
