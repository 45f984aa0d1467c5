import Foundation
import Testing

@testable import HebbExperiments

@Suite("The incomplete beta function")
struct IncompleteBetaTests {
  // mpmath.betainc(a, b, 0, x, regularized=True) with 30 digits.
  @Test(
    "It has the values that mpmath gives",
    arguments: [
      (0.5, 0.5, 0.5, 0.5), (0.1, 2, 3, 0.0523), (0.01, 0.5, 0.5, 0.0637685608585198479),
      (0.3, 10, 0.5, 1.22052292795317109e-6), (0.999, 4.5, 0.5, 0.926461383368851199),
      (0.7, 30, 20, 0.930012906699492613),
    ])
  func values(x: Double, a: Double, b: Double, expected: Double) {
    #expect(abs(IncompleteBeta.regularised(x, a, b) - expected) < 1e-12 * max(expected, 1e-3))
  }

  @Test("I(x; a, b) = 1 − I(1 − x; b, a), and I(x; 1, b) = 1 − (1 − x)ᵇ")
  func laws() {
    for x in [0.001, 0.2, 0.5, 0.77, 0.99] {
      for (a, b) in [(0.5, 3.0), (2, 2), (40, 0.5)] {
        let sum = IncompleteBeta.regularised(x, a, b) + IncompleteBeta.regularised(1 - x, b, a)
        #expect(abs(sum - 1) < 1e-13)
      }
      #expect(abs(IncompleteBeta.regularised(x, 1, 7) - (1 - pow(1 - x, 7))) < 1e-13)
    }
  }

  @Test("It begins at 0 and ends at 1")
  func ends() {
    #expect(IncompleteBeta.regularised(0, 2, 3) == 0 && IncompleteBeta.regularised(1, 2, 3) == 1)
  }
}
