import HebbFigures
import Testing

@Suite("Bar charts") struct BarChartTests {
  private func bars(_ values: [Double]) -> [BarChart.Bar] { values.enumerated().map { .init("n\($0)", $1) } }

  /// Left, top, width and height of every bar.
  private func boxes(_ chart: BarChart) throws -> [[Double]] {
    try ParsedMarkup(chart.svg()).named("rect").map { rect in
      ["x", "y", "width", "height"].compactMap { rect.attributes[$0].flatMap(Double.init) }
    }
  }

  @Test("Heights are proportional to values, from a common zero")
  func heights() throws {
    let boxes = try boxes(BarChart("t", bars: bars([1, 2, 4])))
    #expect(abs(boxes[1][3] - 2 * boxes[0][3]) < 0.3 && abs(boxes[2][3] - 4 * boxes[0][3]) < 0.5)
    #expect(boxes.allSatisfy { abs($0[1] + $0[3] - boxes[0][1] - boxes[0][3]) < 0.2 })
    #expect(boxes.allSatisfy { $0[2] == boxes[0][2] } && boxes[0][0] < boxes[1][0])
  }

  @Test("Negative bars hang from zero")
  func negative() throws {
    let boxes = try boxes(BarChart("t", bars: bars([3, -3])))
    #expect(abs(boxes[0][1] + boxes[0][3] - boxes[1][1]) < 0.2)
    #expect(abs(boxes[0][3] - boxes[1][3]) < 0.2)
  }

  @Test("Labels, values, tooltips, reference and description are there, escaped")
  func texts() throws {
    let chart = BarChart(
      "t", xLabel: "method", yLabel: "accuracy", bars: [.init("a<b", 1), .init("c&d", 2.5)],
      reference: .init(1.5, label: "<chance>"))
    let parsed = try ParsedMarkup(chart.svg())
    let texts = parsed.texts("text")
    #expect(["t", "method", "accuracy", "a<b", "c&d", "1.00", "2.50", "<chance>"].allSatisfy { texts.contains($0) })
    #expect(parsed.texts("title").suffix(2) == ["a<b: 1", "c&d: 2.5"])
    #expect(parsed.texts("desc") == ["Bar chart of accuracy: 2 bars from 1 to 2.5."])
  }

  @Test("Bars without a finite value are left out; without any the chart says so", arguments: [[.nan, 1], [.nan], []])
  func missing(values: [Double]) throws {
    let chart = BarChart("t", bars: bars(values), reference: .init(3, label: "r"))
    #expect(try boxes(chart).count == values.filter(\.isFinite).count)
    #expect(try ParsedMarkup(chart.svg()).texts("text").contains("no data") == !values.contains { $0.isFinite })
  }

  @Test("All-zero bars are flat but there")
  func zeros() throws {
    let boxes = try boxes(BarChart("t", bars: bars([0, 0])))
    #expect(boxes.map { $0[3] } == [0, 0])
  }

  @Test("Bars stay inside the picture, one or a thousand of them", arguments: [1, 2, 12, 13, 96, 1000])
  func number(count: Int) throws {
    let boxes = try boxes(BarChart("t", bars: bars((0..<count).map { Double($0 + 1) })))
    #expect(boxes.count == count)
    #expect(boxes.allSatisfy { $0[0] >= 0 && $0[0] + $0[2] <= 640 && $0[2] > 0 && $0[2] <= 90 })
  }
}
