import HebbFigures
import Testing

@Suite("Line charts") struct LineChartTests {
  private func parsed(_ chart: LineChart) throws -> ParsedMarkup { try ParsedMarkup(chart.svg()) }

  /// The curves' path data, in order.
  private func paths(_ chart: LineChart) throws -> [String] {
    try parsed(chart).named("path").compactMap { $0.attributes["d"] }
  }

  @Test("A chart carries its title, a description, its axes' names and a legend")
  func complete() throws {
    let chart = LineChart(
      "Accuracy", xLabel: "epoch", yLabel: "accuracy (%)",
      series: [.init("Oja", values: [50, 60.5]), .init("BCM", values: [40, 42])], reference: .init(45, label: "chance"))
    let parsed = try parsed(chart)
    #expect(parsed.elements[0].name == "svg")
    #expect(parsed.elements[0].attributes["role"] == "img")
    #expect(parsed.texts("title").first == "Accuracy")
    #expect(
      parsed.texts("desc") == [
        "Line chart of accuracy (%) by epoch. Oja: 50 at 1, 60.5 at 2. BCM: 40 at 1, 42 at 2."
      ])
    let texts = parsed.texts("text")
    #expect(["Accuracy", "epoch", "accuracy (%)", "Oja", "BCM", "chance"].allSatisfy { texts.contains($0) })
    #expect(parsed.named("path").count == 2)
    #expect(Set(parsed.named("path").compactMap { $0.attributes["stroke"] }).count == 2)
  }

  @Test("It follows light and dark mode and needs nothing from elsewhere")
  func selfContained() throws {
    let svg = LineChart("t", series: []).svg()
    #expect(svg.contains("prefers-color-scheme:dark") && svg.contains("fill=\"currentColor\""))
    #expect(!["url(", "href", "@import", "<script", " id="].contains { svg.contains($0) })
  }

  @Test("Every text is escaped")
  func escaped() throws {
    let chart = LineChart(
      hostileText, xLabel: hostileText, yLabel: hostileText, series: [.init(hostileText, values: [1, 2])],
      reference: .init(1, label: "<"), description: hostileText)
    #expect(try parsed(chart).texts("desc") == [hostileTextShown])
  }

  @Test("Higher values stand higher, later ones further right, and the ends reach the box")
  func directions() throws {
    let path = try #require(try paths(LineChart("t", series: [.init("a", values: [0, 1, 0.5])])).first)
    let points = path.split { "ML".contains($0) }.map { $0.split(separator: " ").compactMap { Double($0) } }
    try #require(points.count == 3)
    #expect(points[0][0] < points[1][0] && points[1][0] < points[2][0])
    #expect(points[1][1] < points[2][1] && points[2][1] < points[0][1])
  }

  @Test("A value that is not a number is a gap, and a lone point is a dot")
  func gaps() throws {
    let values = [1, 2, .nan, 3, .infinity, 4, 5] + [Double](repeating: 6, count: 30)
    let chart = LineChart("t", series: [.init("a", values: values)])
    #expect(try paths(chart).map { $0.filter { $0 == "M" }.count } == [2])
    #expect(try parsed(chart).named("circle").count == 1)
  }

  @Test(
    "Nothing to draw gives a chart that says so",
    arguments: [[], [LineChart.Series("a", values: [])], [.init("a", values: [.nan, .infinity])]])
  func nothing(series: [LineChart.Series]) throws {
    let parsed = try parsed(LineChart("t", xLabel: "x", series: series, reference: .init(1, label: "r")))
    #expect(parsed.texts("text").contains("no data"))
    #expect(parsed.named("path").isEmpty)
  }

  @Test(
    "Awkward values give finite coordinates", arguments: [false, true],
    [
      [5], [3, 3, 3], [0, 0], [-1, 1], [1e300, -1e300], [.leastNonzeroMagnitude, 1], [.greatestFiniteMagnitude, 1],
    ])
  func awkward(hasLogarithmicY: Bool, values: [Double]) throws {
    let chart = LineChart("t", series: [.init("a", values: values)], hasLogarithmicY: hasLogarithmicY)
    let parsed = try parsed(chart)
    for circle in parsed.named("circle") {
      let (x, y) = (Double(circle.attributes["cx"] ?? ""), Double(circle.attributes["cy"] ?? ""))
      #expect((0...640).contains(x ?? -1) && (0...640).contains(y ?? -1))
    }
    #expect(!chart.svg().contains("nan") && !chart.svg().contains("inf"))
  }

  @Test("On a logarithmic axis what is not positive is a gap")
  func logarithmicGap() throws {
    let chart = LineChart("t", series: [.init("a", values: [1, 10, 0, 100, 1000])], hasLogarithmicY: true)
    #expect(try paths(chart).map { $0.filter { $0 == "M" }.count } == [2])
    #expect(
      try parsed(LineChart("t", series: [.init("", values: [0, -1])], hasLogarithmicY: true)).texts("text").contains(
        "no data"))
  }

  @Test("Points may come in any order and at any place")
  func anyPlace() throws {
    let series = LineChart.Series("a", points: [.init(0.5, 1), .init(-2.5, 2), .init(.nan, 3), .init(1, 4)])
    #expect(try parsed(LineChart("t", series: [series])).named("circle").count == 3)
  }

  @Test("Many series are told apart by colour and dashes")
  func manySeries() throws {
    let series = (0..<20).map { LineChart.Series("run \($0)", values: [Double($0), 1]) }
    let looks = try parsed(LineChart("t", series: series)).named("path").map {
      [$0.attributes["stroke"] ?? "", $0.attributes["stroke-dasharray"] ?? ""]
    }
    #expect(Set(looks).count == 20)
  }

  @Test("A curve of many batches stays a small file and keeps its peak")
  func long() throws {
    var values = (0..<20000).map { Double($0 % 7) }
    values[12345] = 100
    let svg = LineChart("t", series: [.init("a", values: values)], description: "d").svg()
    #expect(svg.utf8.count < 60_000)
    let path = try #require(try ParsedMarkup(svg).named("path").first?.attributes["d"])
    let heights = path.split { "ML".contains($0) }.compactMap { Double($0.split(separator: " ")[1]) }
    #expect((heights.min() ?? 0) < (heights.max() ?? 0) - 200)
  }

  @Test("What a theory expects of a series is dashed, in its colour, and has no dots")
  func expectation() throws {
    let chart = LineChart(
      "t",
      series: [
        .init("a", values: [1, 2]), .init("b", values: [2, 1]),
        .init("a by theory", points: [.init(1, 1), .init(2, 3)], expectationOf: 0),
      ])
    let paths = try parsed(chart).named("path")
    #expect(paths[2].attributes["stroke"] == paths[0].attributes["stroke"])
    #expect(paths[2].attributes["stroke-dasharray"] != nil && paths[0].attributes["stroke-dasharray"] == nil)
    #expect(try parsed(chart).named("circle").count == 4)
    #expect(try parsed(chart).texts("text").contains("a by theory"))
  }

  @Test("Points that are not joined are marked each, in the legend, too; a line with corners has no dots")
  func marks() throws {
    let points = (0..<40).map { LineChart.Point(Double($0), 1) }
    let chart = LineChart(
      "t",
      series: [
        .init("best", points: Array(points.prefix(3)), style: .line), .init("a part", points: points, style: .dots),
        .init("all", points: Array(points.prefix(2)), style: .squares),
      ])
    let parsed = try parsed(chart)
    #expect(parsed.named("path").count == 1)
    #expect(parsed.named("circle").count == 41 && parsed.named("rect").count == 3)
  }

  @Test("Vertical references stand at their place, which the axis includes, and have their names in the legend")
  func verticalReference() throws {
    let chart = LineChart("t", series: [.init("a", values: [1, 2])], verticalReferences: [.init(6, label: "the end")])
    let texts = try parsed(chart).texts("text")
    #expect(texts.contains("the end") && texts.contains("6"))
    #expect(try parsed(chart).named("line").contains { $0.attributes["x1"] == "618" && $0.attributes["x2"] == "618" })
  }

  @Test("On a logarithmic horizontal axis decades are equally far apart, and what is not positive is left out")
  func logarithmicX() throws {
    let points = [0, 1, 10, 100].map { LineChart.Point($0, 1 + $0) }
    let circles = try parsed(LineChart("t", series: [.init("a", points: points)], hasLogarithmicX: true)).named(
      "circle")
    let places = circles.compactMap { Double($0.attributes["cx"] ?? "") }
    #expect(places.count == 3)
    if places.count == 3 { #expect(abs((places[2] - places[1]) - (places[1] - places[0])) < 0.1) }
  }
}
