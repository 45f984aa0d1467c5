import Foundation
import Testing

@testable import HebbMemories

@Suite("Functions of overlaps")
struct OverlapTablesTests {
  /// Both tables, with the overlaps −N, −N + 2, … N.
  private func tables(_ interaction: DenseInteraction, units: Int, base: Int) -> (
    m: [Int], gains: [Float], curvatures: [Float]
  ) {
    var (gains, curvatures) = ([Float](repeating: .nan, count: units + 1), [Float](repeating: .nan, count: units + 1))
    OverlapTables(interaction, units: units).fill(&gains, &curvatures, base: base)
    return ((0...units).map { 2 * $0 - units }, gains, curvatures)
  }

  @Test("They are first and second differences of F", arguments: [2, 3, 7])
  func differences(degree: Int) {
    let (m, gains, curvatures) = tables(.polynomial(degree: degree), units: 10, base: 10)
    func f(_ m: Int) -> Double { pow(Double(m), Double(degree)) }
    let size = (f(12) - f(8)) / 2
    for (i, m) in m.enumerated() {
      #expect(abs(Double(gains[i]) - (f(m + 2) - f(m - 2)) / 2 / size) < 1e-6)
      #expect(abs(Double(curvatures[i]) - (f(m) - (f(m + 2) + f(m - 2)) / 2) / size) < 1e-6)
    }
  }

  @Test("Exponentials are relative to the base, below which they vanish without harm")
  func exponential() {
    let (m, gains, curvatures) = tables(.exponential, units: 300, base: 100)
    for (i, m) in m.enumerated() where m <= 100 {
      #expect(abs(Double(gains[i]) - exp(Double(m - 100)) * sinh(2)) < 1e-6)
      #expect(abs(Double(curvatures[i]) - exp(Double(m - 100)) * (1 - cosh(2))) < 1e-6)
    }
  }

  @Test("The base is the overlap that weighs most")
  func base() {
    #expect(OverlapTables(.polynomial(degree: 4), units: 20).base(least: -12, greatest: 8) == -12)
    #expect(OverlapTables(.rectifiedPolynomial(degree: 4), units: 20).base(least: -12, greatest: 8) == 8)
    #expect(OverlapTables(.exponential, units: 20).base(least: -12, greatest: 8) == 8)
  }

  @Test("Where rectified functions are 0, so are the tables")
  func silent() {
    let (_, gains, curvatures) = tables(.rectifiedPolynomial(degree: 3), units: 20, base: -10)
    #expect(gains.allSatisfy(\.isFinite) && curvatures.allSatisfy(\.isFinite))
    #expect(gains[5] == 0 && curvatures[5] == 0)
  }
}
