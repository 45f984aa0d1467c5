import Testing

@testable import HebbExperiments

@Suite("Student's t distribution")
struct StudentTTests {
  // NIST/SEMATECH e-Handbook of Statistical Methods, table 1.3.6.7.2, "Critical values of the Student's t distribution".
  @Test(
    "Its quantiles are those of the printed tables",
    arguments: [
      (1.0, [3.078, 6.314, 12.706, 63.657]), (2.0, [1.886, 2.920, 4.303, 9.925]), (4.0, [1.533, 2.132, 2.776, 4.604]),
      (9.0, [1.383, 1.833, 2.262, 3.250]), (10.0, [1.372, 1.812, 2.228, 3.169]), (30.0, [1.310, 1.697, 2.042, 2.750]),
      (100.0, [1.290, 1.660, 1.984, 2.626]),
    ] as [(Double, [Double])])
  func quantiles(degreesOfFreedom: Double, expected: [Double]) {
    let distribution = StudentT(degreesOfFreedom: degreesOfFreedom)
    for (p, expected) in zip([0.9, 0.95, 0.975, 0.995], expected) {
      #expect(abs(distribution.quantile(p) - expected) <= 0.0005)
      #expect(distribution.quantile(1 - p) == -distribution.quantile(1 - (1 - p)))
    }
  }

  // mpmath with 30 digits.
  @Test(
    "The tails are exact where they are tiny, too",
    arguments: [
      (1.0, 1.0, 0.5), (10.0, 4.0, 0.000562003622715991156), (100.0, 9.0, 5.0730897662085626e-15),
      (0.001, 3.0, 0.999264894969460938), (2.5, 29.0, 0.0183253443384260769),
    ])
  func tails(t: Double, degreesOfFreedom: Double, expected: Double) {
    let tail = StudentT(degreesOfFreedom: degreesOfFreedom).twoSidedTail(t)
    #expect(abs(tail - expected) < 1e-11 * expected)
  }

  @Test("Quantiles and probabilities undo each other; the median is 0")
  func inverse() {
    for degreesOfFreedom in [0.7, 1, 3, 12, 400] {
      let distribution = StudentT(degreesOfFreedom: degreesOfFreedom)
      for p in [0.001, 0.3, 0.5, 0.62, 0.99, 0.9999] {
        #expect(abs(distribution.cumulative(distribution.quantile(p)) - p) < 1e-13)
      }
      #expect(distribution.quantile(0.5) == 0 && distribution.cumulative(0) == 0.5)
      #expect(distribution.twoSidedTail(.infinity) == 0)
    }
  }
}
