import Testing

@testable import HebbExperiments

@Suite("Holm's correction")
struct HolmCorrectionTests {
  // By hand: 4 · 0.01; 3 · 0.02; 2 · 0.03; 0.04, which must not be below the one before.
  @Test("The k-th smallest is multiplied by the tests that are left, and never falls")
  func values() {
    for (given, expected) in [
      ([0.01, 0.02, 0.03, 0.04], [0.04, 0.06, 0.06, 0.06]), ([0.04, 0.001, 0.02], [0.04, 0.003, 0.04]),
    ] {
      for (own, expected) in zip(HolmCorrection.adjusted(given), expected) { #expect(abs(own - expected) < 1e-12) }
    }
  }

  @Test("One test needs no correction; nothing exceeds 1")
  func bounds() {
    #expect(HolmCorrection.adjusted([0.03]) == [0.03] && HolmCorrection.adjusted([]) == [])
    #expect(HolmCorrection.adjusted([0.9, 0.8]) == [1, 1])
  }
}
