import Foundation
import HebbTensor
import Testing

@testable import HebbExperiments

@Suite("CMA-ES")
struct CMAESTests {
  /// Searches for the maximum of a function.
  private func search(
    _ strategy: CMAES, generations: Int, seed: UInt64 = 1, _ fitness: ([Double]) -> Double
  ) throws -> CMAES {
    var strategy = strategy
    var random = RandomStream(seed: seed, "cma-es")
    for _ in 0..<generations {
      let axes = try strategy.axes()
      let candidates = (0..<strategy.population).map { _ in strategy.candidate(along: axes, using: &random) }
      strategy.update(candidates, fitness: candidates.map(fitness), axes: axes)
    }
    return strategy
  }

  private func norm(_ vector: [Double]) -> Double { vector.reduce(0) { $0 + $1 * $1 }.squareRoot() }

  @Test("It finds the top of a round hill, in any number of dimensions", arguments: [1, 2, 5, 12])
  func sphere(dimensions: Int) throws {
    let start = CMAES(mean: Array(repeating: 3, count: dimensions), stepSize: 1, population: 10)
    let end = try search(start, generations: 60 + 25 * dimensions) { x in -x.reduce(0) { $0 + $1 * $1 } }
    #expect(norm(end.mean) < 1e-5 && end.stepSize < 1e-3, "\(end.mean)")
  }

  @Test("It learns the shape of a ridge a thousand times as long as it is wide, tilted against the axes")
  func tiltedRidge() throws {
    let start = CMAES(mean: [1, 2, -1, 1], stepSize: 0.5, population: 12)
    let end = try search(start, generations: 220) { x in
      let along = x.reduce(0, +)
      let across = (0..<4).reduce(0) { $0 + (x[$1] - along / 4) * (x[$1] - along / 4) }
      return -(along * along + 1e6 * across)
    }
    #expect(norm(end.mean) < 1e-4, "\(end.mean)")
    // The longest axis of the distribution has turned along the ridge.
    let axes = try end.axes()
    let longest = Array(axes.directions[12...])
    #expect(abs(longest.reduce(0, +)) / 2 > 0.999, "\(longest)")
  }

  @Test("It follows a bent valley (Rosenbrock's function)")
  func rosenbrock() throws {
    let start = CMAES(mean: [-1, 1, 0], stepSize: 0.3, population: 12)
    let end = try search(start, generations: 250) { x in
      var height = 0.0
      for index in 0..<2 {
        let (bend, rest) = (x[index + 1] - x[index] * x[index], 1 - x[index])
        height -= 100 * bend * bend + rest * rest
      }
      return height
    }
    #expect(norm(end.mean.map { $0 - 1 }) < 1e-4, "\(end.mean)")
  }

  @Test("Only the order of the fitness counts; what is not a number comes last")
  func order() throws {
    func hill(_ x: [Double]) -> Double { -x.reduce(0) { $0 + ($1 - 1) * ($1 - 1) } }
    let start = CMAES(mean: [0, 0, 0], stepSize: 0.5, population: 8)
    let plain = try search(start, generations: 20, hill)
    #expect(try search(start, generations: 20) { 1e3 * tanh(hill($0) / 10) } == plain)
    let cut = try search(start, generations: 20) { hill($0) < -3 ? -1e9 : hill($0) }
    #expect(try search(start, generations: 20) { hill($0) < -3 ? .nan : hill($0) } == cut)
  }

  @Test("The same random numbers give the same bits, other ones do not, and storing keeps every bit")
  func reproducible() throws {
    func hill(_ x: [Double]) -> Double { -x.reduce(0) { $0 + $1 * $1 } }
    let start = CMAES(mean: [1, 1], stepSize: 0.5, population: 6)
    let first = try search(start, generations: 15, hill)
    #expect(try search(start, generations: 15, hill) == first)
    #expect(try search(start, generations: 15, seed: 2, hill) != first)
    #expect(first.generation == 15 && first.isValid)
    #expect(try JSONDecoder().decode(CMAES.self, from: JSONEncoder().encode(first)) == first)
  }

  @Test("On level ground the step size stays within bounds")
  func flat() throws {
    let end = try search(CMAES(mean: [0, 0, 0, 0], stepSize: 1, population: 10), generations: 200) { _ in 0 }
    #expect(end.isValid && end.stepSize > 1e-4 && end.stepSize < 1e4, "\(end.stepSize)")
  }

  @Test("The covariance stays exactly symmetric")
  func symmetric() throws {
    let end = try search(CMAES(mean: [1, 2, 3], stepSize: 1, population: 7), generations: 30) { x in x[0] * x[1] - x[2]
    }
    for row in 0..<3 {
      for column in 0..<3 { #expect(end.covariance[3 * row + column] == end.covariance[3 * column + row]) }
    }
  }

  @Test("Weights sum to one and fall; all rates lie between 0 and 1", arguments: [1, 3, 27], [4, 5, 48, 1000])
  func constants(dimensions: Int, population: Int) {
    let c = CMAES.Constants(dimensions: dimensions, population: population)
    #expect(c.weights.count == population / 2 && abs(c.weights.reduce(0, +) - 1) < 1e-12)
    #expect(zip(c.weights, c.weights.dropFirst()).allSatisfy { $0 > $1 } && c.weights.allSatisfy { $0 > 0 })
    #expect(c.effectiveParents >= 1 && c.effectiveParents <= Double(population / 2))
    for rate in [c.stepPathRate, c.covariancePathRate, c.rankOneRate] { #expect(rate > 0 && rate < 1) }
    #expect(c.rankMuRate > 0 && c.rankOneRate + c.rankMuRate <= 1 && c.damping >= 1)
  }

  @Test("States that do not fit together are recognised")
  func invalid() throws {
    let good = CMAES(mean: [1, 2], stepSize: 0.5, population: 6)
    #expect(good.isValid)
    let text = String(decoding: try JSONEncoder().encode(good), as: UTF8.self)
    let faults = [
      ("\"mean\":[1,2]", "\"mean\":[1,2,3]"), ("\"stepSize\":0.5", "\"stepSize\":-1"),
      ("\"population\":6", "\"population\":2"), ("\"covariance\":[1,0,0,1]", "\"covariance\":[1]"),
    ]
    for (part, fault) in faults {
      try #require(text.contains(part), "\(text)")
      let damaged = text.replacingOccurrences(of: part, with: fault)
      #expect(try JSONDecoder().decode(CMAES.self, from: Data(damaged.utf8)).isValid == false, "\(fault)")
    }
  }
}
