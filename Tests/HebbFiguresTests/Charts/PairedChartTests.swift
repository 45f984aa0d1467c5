import HebbFigures
import Testing

@Suite("Paired charts") struct PairedChartTests {
  private let chart = PairedChart(
    "t<", yLabel: "accuracy, %",
    columns: [
      .init("first & foremost", values: [50, 52, 54], mean: 52, margin: 4.97),
      .init("second", values: [56, 55, 60], mean: 57, margin: 6.57),
    ])

  private func centres(_ chart: PairedChart) throws -> [(x: Double, y: Double, radius: String)] {
    try ParsedMarkup(chart.svg()).named("circle").compactMap { circle in
      guard let x = circle.attributes["cx"].flatMap(Double.init), let y = circle.attributes["cy"].flatMap(Double.init)
      else { return nil }
      return (x, y, circle.attributes["r"] ?? "")
    }
  }

  @Test("There is a dot for each seed and a larger one for each mean; higher values stand higher")
  func dots() throws {
    let dots = try centres(chart)
    #expect(dots.count { $0.radius == "3.2" } == 6 && dots.count { $0.radius == "5" } == 2)
    let seeds = dots.filter { $0.radius == "3.2" }
    #expect(seeds[0].y > seeds[1].y && seeds[1].y > seeds[2].y && seeds[5].y < seeds[3].y)
    // Values and heights are in proportion.
    #expect(abs((seeds[0].y - seeds[2].y) - 2 * (seeds[0].y - seeds[1].y)) < 0.3)
    #expect(seeds[0].x == seeds[2].x && seeds[0].x < seeds[3].x)
  }

  @Test("Thin lines join the dots of one seed")
  func joins() throws {
    let seeds = try centres(chart).filter { $0.radius == "3.2" }
    let joins = try ParsedMarkup(chart.svg()).named("line").filter { $0.attributes["opacity"] == "0.25" }
    #expect(joins.count == 3)
    for (seed, join) in joins.enumerated() {
      #expect(join.attributes["y1"].flatMap(Double.init) == seeds[seed].y)
      #expect(join.attributes["y2"].flatMap(Double.init) == seeds[seed + 3].y)
    }
  }

  @Test("Labels, means, tooltips and description are there, escaped")
  func texts() throws {
    let parsed = try ParsedMarkup(chart.svg())
    let texts = parsed.texts("text")
    #expect(["t<", "accuracy, %", "first & foremost", "second", "52", "57"].allSatisfy { texts.contains($0) })
    #expect(parsed.texts("title").contains("second: mean 57 ± 6.57"))
    #expect(try #require(parsed.texts("desc").first).contains("first & foremost: 52 ± 4.97, 3 seeds."))
  }

  @Test("One seed has no interval, none no dots; what is not finite is left out")
  func few() throws {
    let one = PairedChart("t", columns: [.init("a", values: [0.5], mean: 0.5, margin: nil)])
    #expect(try centres(one).count == 2)
    #expect(try ParsedMarkup(PairedChart("t", columns: []).svg()).texts("text").contains("no data"))
    let odd = PairedChart(
      "t",
      columns: [
        .init("a", values: [1, .nan], mean: 1, margin: .infinity), .init("b", values: [2, 3], mean: 2.5, margin: 1),
      ])
    #expect(try centres(odd).count == 5)
  }

  @Test("Everything stays inside the picture", arguments: [1, 2, 5, 20])
  func bounds(count: Int) throws {
    let columns = (0..<count).map {
      PairedChart.Column("a long name \($0)", values: [Double($0), 3], mean: Double($0), margin: 10)
    }
    let chart = PairedChart("t", columns: columns)
    #expect(
      try centres(chart).allSatisfy {
        (0...chart.extent.width).contains($0.x) && (0...chart.extent.height).contains($0.y)
      })
  }
}
