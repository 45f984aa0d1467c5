import HebbMemories
import HebbSupport
import HebbTensor
import Testing

@testable import HebbExperiments

@Suite("Measured capacities")
struct CapacityExperimentTests {
  @Test("The crossing is interpolated between the loads around it")
  func crossing() throws {
    let points = [(0.1, 1.0), (0.2, 0.95), (0.3, 0.85), (0.4, 0.2)].map { LoadCurve.Point(load: $0, overlap: $1) }
    #expect(abs(try #require(LoadCurve.crossing(of: points)) - 0.25) < 1e-9)
    #expect(LoadCurve.crossing(of: Array(points.prefix(2))) == nil)
  }

  @Test("Theory expects 0.138 N patterns of degree 2, and powers of N for the others")
  func theory() {
    let expected = CapacityGrowth.expectedCapacity
    #expect(abs(expected(.polynomial(degree: 2), 1000) - 138.5) < 0.1)
    #expect(abs(expected(.polynomial(degree: 3), 200) / expected(.polynomial(degree: 3), 100) - 4) < 1e-9)
    #expect(abs(expected(.polynomial(degree: 4), 10) - 1000 / 15 / 7.221) < 1e-9)
    #expect(expected(.exponential, 20) == 1024)
  }

  @Test("A small Hopfield network loses its patterns near the theory's limit; the pseudo-inverse keeps most")
  func loads() throws {
    func measured(_ learning: HopfieldLearning) throws -> LoadCurve {
      try LoadCurve.measure(learning, units: 200, noise: 0, trials: 1, seed: 1, parallel: Parallel()) {}
    }
    let hebbian = try #require(try measured(.hebbian).measuredCapacity)
    #expect((0.1...0.2).contains(hebbian))
    #expect(try #require(try measured(.storkey).measuredCapacity) > hebbian)
    #expect(try measured(.pseudoInverse).points.first { $0.load > 0.65 }?.overlap == 1)
  }

  @Test("Dense memories hold about what theory expects of them")
  func growth() throws {
    let curve = try CapacityGrowth.measure(
      .polynomial(degree: 3), largest: 1000, seed: 1, parallel: Parallel()
    ) {}
    #expect(curve.points.map(\.units) == [30, 50, 100])
    for point in curve.points { #expect((0.6...1.6).contains(point.measured / point.expected), "\(point)") }
  }

  @Test("Impossible settings are refused")
  func mistakes() {
    for (units, noise, trials, largest) in [(1, 0, 1, 100), (10, 0, 0, 100), (10, 0.6, 1, 100), (10, 0, 1, 5)] {
      #expect(throws: Problem.self) {
        try CapacityExperiment(units: units, noise: Float(noise), trials: trials, largest: largest, seed: 1)
      }
    }
  }
}
