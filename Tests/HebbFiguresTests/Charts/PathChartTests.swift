import HebbFigures
import Testing

@Suite("Charts of paths in a plane")
struct PathChartTests {
  private func chart(_ paths: [PathChart.Path], cloud: [PathChart.Point] = [], reach: Double = 2) -> PathChart {
    PathChart("t", xLabel: "w₁", yLabel: "w₂", cloud: cloud, paths: paths, reach: reach, side: 200)
  }

  /// The drawing within the chart that cuts off what leaves it: left, top, width, height.
  private func box(_ parsed: ParsedMarkup) throws -> [Double] {
    let inner = try #require(parsed.named("svg").last)
    return ["x", "y", "width", "height"].compactMap { inner.attributes[$0].flatMap(Double.init) }
  }

  @Test("A unit is as long in both directions, and the origin is in the middle")
  func equalUnits() throws {
    let dots = chart([.init("a", points: [.init(1, 0)], end: .dot), .init("b", points: [.init(0, 1)], end: .dot)])
    let parsed = try ParsedMarkup(dots.svg())
    let box = try box(parsed)
    #expect(box[2] == 200 && box[3] == 200)
    let places = parsed.named("circle").filter { $0.attributes["r"] == "5" }.map {
      (Double($0.attributes["cx"] ?? "") ?? -1, Double($0.attributes["cy"] ?? "") ?? -1)
    }
    let middle = (box[0] + 100, box[1] + 100)
    #expect(abs(places[0].0 - middle.0 - 50) < 0.2 && abs(places[0].1 - middle.1) < 0.2)
    #expect(abs(places[1].0 - middle.0) < 0.2 && abs(places[1].1 - middle.1 + 50) < 0.2)
  }

  @Test("A path that runs away keeps its direction, and has no arrow outside of the section")
  func runsAway() throws {
    let inside = chart([.init("a", points: [.init(0, 0), .init(1, 1)])])
    let outside = chart([.init("a", points: [.init(0, 0), .init(1, 0.5), .init(1e30, 5e29)])])
    #expect(try ParsedMarkup(inside.svg()).named("path").count == 2)
    let path = try #require(try ParsedMarkup(outside.svg()).named("path").first?.attributes["d"])
    #expect(try ParsedMarkup(outside.svg()).named("path").count == 1)
    let points = path.split { "ML".contains($0) }.map { $0.split(separator: " ").compactMap { Double($0) } }
    let (start, end) = (points[0], points[2])
    #expect(abs((start[1] - end[1]) / (end[0] - start[0]) - 0.5) < 1e-3)
  }

  @Test("What is not finite is a gap, and an empty path draws nothing")
  func gaps() throws {
    let paths = [
      PathChart.Path("a", points: [.init(0, 0), .init(1, 0), .init(.nan, 0), .init(0, 1), .init(1, 1)]),
      PathChart.Path("b", points: []), PathChart.Path("c", points: [.init(.infinity, 1)]),
    ]
    let svg = chart(paths).svg()
    let path = try #require(try ParsedMarkup(svg).named("path").first?.attributes["d"])
    #expect(path.filter { $0 == "M" }.count == 2)
    #expect(!svg.contains("nan") && !svg.contains("inf"))
  }

  @Test("Guides, marks, the cloud and the legend are drawn")
  func everything() throws {
    var everything = chart(
      [.init("neuron", points: [.init(0, 1), .init(1, 0)])], cloud: [.init(0.5, 0.5), .init(-1, 0), .init(0, 2)])
    everything.guides = [.axis(direction: .init(1, 1)), .circle(radius: 1), .square(half: 1)]
    everything.guideLabel = "length 1"
    everything.marks = [.init(1, 1)]
    everything.markLabel = "mean"
    let parsed = try ParsedMarkup(everything.svg())
    #expect(parsed.named("circle").filter { $0.attributes["r"] == "1.6" }.count == 3)
    // The square guide, the mark, and the mark in the legend.
    #expect(parsed.named("rect").count == 3)
    for text in ["neuron", "length 1", "mean", "w₁", "w₂"] { #expect(parsed.texts("text").contains(text)) }
  }

  @Test("Names are escaped, and readers who cannot see the chart are told where paths lead")
  func words() throws {
    let parsed = try ParsedMarkup(chart([.init(hostileText, points: [.init(0, 0), .init(1, 0.5)], end: .dot)]).svg())
    #expect(parsed.texts("desc").first?.contains("from (0, 0) to (1, 0.5)") == true)
  }

  @Test("Its extent is that of the drawing")
  func extent() throws {
    let chart = chart([.init("a", points: [.init(0, 0)])])
    let root = try #require(try ParsedMarkup(chart.svg()).elements.first)
    #expect(Double(root.attributes["width"] ?? "").map { abs($0 - chart.extent.width) < 0.06 } == true)
    #expect(Double(root.attributes["height"] ?? "").map { abs($0 - chart.extent.height) < 0.06 } == true)
  }
}
