import HebbFigures
import Testing

@Suite("Histograms") struct HistogramTests {
  @Test("Each occupied interval is a bar that tells its bounds and count")
  func bars() throws {
    let histogram = Histogram("Norms", xLabel: "norm", values: [0, 0.1, 0.2, 1, 4], bins: 4)
    let parsed = try ParsedMarkup(histogram.svg())
    #expect(parsed.texts("title") == ["Norms", "0 to 1: 3", "1 to 2: 1", "3 to 4: 1"])
    #expect(parsed.texts("desc") == ["Histogram of 5 values from 0 to 4, mean 1.06."])
    #expect(parsed.texts("text").contains("count") && parsed.texts("text").contains("norm"))
  }

  @Test("Values that are not finite are left out and mentioned")
  func notFinite() throws {
    let parsed = try ParsedMarkup(Histogram("t", values: [.nan, 1, .infinity, 2], bins: 2).svg())
    #expect(
      parsed.texts("desc") == [
        "Histogram of 2 values from 1 to 2, mean 1.5. 2 values that are not finite are left out."
      ])
  }

  @Test("A reference outside the values is still inside the picture")
  func reference() throws {
    let svg = Histogram("t", values: [1, 2, 3], reference: .init(10, label: "target")).svg()
    let dashed = try ParsedMarkup(svg).named("line").filter { $0.attributes["stroke-dasharray"] != nil }
    #expect(dashed.count == 2, "in the plot and in the legend")
    #expect(dashed.allSatisfy { (0...640).contains(Double($0.attributes["x1"] ?? "") ?? -1) })
  }

  @Test(
    "Without values the chart says so; a constant is a single bar",
    arguments: [([], 0), ([.nan], 0), ([5, 5, 5], 1), ([0], 1)])
  func degenerate(values: [Double], bars: Int) throws {
    let parsed = try ParsedMarkup(Histogram("t", values: values).svg())
    #expect(parsed.named("rect").count == bars)
    #expect(parsed.texts("text").contains("no data") == (bars == 0))
  }
}
