import HebbTensor
import Testing

@testable import HebbFigures

@Suite("Histogram intervals") struct HistogramBinsTests {
  @Test("Every finite value is counted once, the largest in the last interval", arguments: [nil, 1, 7, 100])
  func conservation(count: Int?) {
    var random = RandomStream(seed: 1, "bins")
    let values = (0..<1000).map { _ in Double(random.normal()) } + [.nan, .infinity]
    let bins = HistogramBins(values, count: count)
    #expect(bins.counts.reduce(0, +) == 1000)
    #expect(bins.counts.last.map { $0 >= 1 } == true)
    if let count { #expect(bins.counts.count == count) } else { #expect((20...60).contains(bins.counts.count)) }
  }

  @Test("Edges divide the range equally")
  func edges() {
    let bins = HistogramBins([0, 10], count: 4)
    #expect((0...4).map(bins.edge) == [0, 2.5, 5, 7.5, 10])
    #expect(bins.counts == [1, 0, 0, 1])
  }

  @Test("Values on an edge belong to the interval above it")
  func onEdges() {
    #expect(HistogramBins([0, 1, 2, 3, 4], count: 4).counts == [1, 1, 1, 2])
  }

  @Test(
    "Awkward values give a sensible number of intervals",
    arguments: [
      [], [1], [1, 1], [0, 0, 0, 0, 0, 0, 0, 1], [-1e300, 1e300], [1, 1.0000000000000002], [0, .leastNormalMagnitude],
    ] as [[Double]])
  func awkward(values: [Double]) {
    let bins = HistogramBins(values)
    #expect(bins.counts.reduce(0, +) == values.count && bins.counts.count <= 60)
    #expect(bins.lower < bins.upper)
  }

  @Test("Fewer than one interval is one")
  func zeroBins() {
    #expect(HistogramBins([1, 2], count: 0).counts == [2])
  }
}
