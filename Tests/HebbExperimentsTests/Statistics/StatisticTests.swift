import Testing

@testable import HebbExperiments

@Suite("Mean, standard deviation and confidence interval")
struct StatisticTests {
  @Test("Of one value there is no deviation")
  func single() {
    #expect(Statistic([0.25]).mean == 0.25)
    #expect(Statistic([0.25]).standardDeviation == nil && Statistic([0.25]).margin95 == nil)
  }

  @Test("The interval is Student's: of two values it reaches 12.706 / √2 deviations far, of ten 2.262 / √10")
  func interval() throws {
    let two = Statistic([1, 3])
    #expect(abs(try #require(two.margin95) - 12.706) < 0.0005)
    let ten = Statistic((1...10).map(Double.init))
    let deviation = try #require(ten.standardDeviation)
    #expect(abs(try #require(ten.margin95) - 2.2622 * deviation / 10.0.squareRoot()) < 1e-4 * deviation)
  }

  @Test("The deviation is that of a sample, divided by n − 1")
  func sample() throws {
    let statistic = Statistic([2, 4, 4, 4, 5, 5, 7, 9])
    #expect(statistic.mean == 5)
    #expect(abs(try #require(statistic.standardDeviation) - (32.0 / 7).squareRoot()) < 1e-12)
    #expect(Statistic([0.5, 0.5]).standardDeviation == 0 && Statistic([0.5, 0.5]).margin95 == 0)
  }
}
