import Testing

@testable import HebbExperiments

@Suite("Mean and standard deviation")
struct StatisticTests {
  @Test("Of one value there is no deviation")
  func single() {
    #expect(Statistic([0.25]).mean == 0.25)
    #expect(Statistic([0.25]).standardDeviation == nil)
  }

  @Test("The deviation is that of a sample, divided by n − 1")
  func sample() throws {
    let statistic = Statistic([2, 4, 4, 4, 5, 5, 7, 9])
    #expect(statistic.mean == 5)
    #expect(abs(try #require(statistic.standardDeviation) - (32.0 / 7).squareRoot()) < 1e-12)
    #expect(Statistic([0.5, 0.5]).standardDeviation == 0)
  }
}
