import Foundation
import HebbFigures
import Testing

@Suite("Parallel coordinates") struct ParallelCoordinatesTests {
  private let chart = ParallelCoordinates(
    "t<", dimensions: [.init("rule", .names(["oja", "instar"])), .init("rate", .logarithmic(1e-4, 1e-2))],
    valueLabel: "accuracy",
    lines: [
      .init("trial 1", places: [0, 1e-3], value: 0.5), .init("trial 2", places: [1, 1e-4], value: 0.7, isBest: true),
      .init("trial 3", places: [1, 1e-2], value: 0.2, isComplete: false),
      .init("nowhere", places: [1, 0], value: 0.2), .init("nothing", places: [0, 1e-3], value: .nan),
    ])

  private func paths(_ chart: ParallelCoordinates) throws -> [ParsedMarkup.Element] {
    try ParsedMarkup(chart.svg()).named("path")
  }

  @Test("There is a line for each trial that can be drawn, the best last and in a colour of its own")
  func lines() throws {
    let paths = try paths(chart)
    #expect(paths.count == 3)
    #expect(paths.map { $0.attributes["class"] } == ["hebb-ramp-0", "hebb-ramp-4", "hebb-stroke-1"])
    #expect(paths[0].attributes["stroke-width"] == "0.9")
  }

  @Test("A line stands at its places: the middle of a logarithmic axis is the geometric mean of its ends")
  func places() throws {
    // Of trial 1: at the lower end of the first axis, and half way up the second.
    let path = try #require(try paths(chart)[1].attributes["d"])
    let numbers = path.split { "MC ".contains($0) }.compactMap { Double($0) }
    let (first, second) = (numbers[1], numbers[7])
    let others = try paths(chart).compactMap { $0.attributes["d"] }.map { text in
      text.split { "MC ".contains($0) }.compactMap { Double($0) }
    }
    #expect(first > others[0][1])
    #expect(abs(second - (others[0][7] + others[2][7]) / 2) < 0.2)
  }

  @Test("Names, ticks, tooltips and description are there, escaped")
  func texts() throws {
    let parsed = try ParsedMarkup(chart.svg())
    let texts = parsed.texts("text")
    #expect(["t<", "rule", "rate", "accuracy", "oja", "instar"].allSatisfy { texts.contains($0) })
    #expect(parsed.texts("title").contains("trial 2: accuracy 0.7; rule instar, rate 1.00×10⁻⁴"))
    #expect(parsed.texts("desc").first?.contains("Best: trial 2 with 0.7") == true)
  }

  @Test("The ticks of an inner axis stand above the lines that come to it, on a seam; those of the first beside it")
  func ticks() throws {
    let parsed = try ParsedMarkup(chart.svg())
    let marks = parsed.named("line").compactMap { line in
      line.attributes["y1"] == line.attributes["y2"] ? line.attributes["y1"].flatMap(Double.init) : nil
    }
    func place(_ text: String) throws -> Double {
      let label = parsed.named("text").first { $0.text == text && $0.attributes["aria-hidden"] == nil }
      return try #require(label?.attributes["y"].flatMap(Double.init))
    }
    let (first, inner) = (try place("oja"), try place("10⁻⁴"))
    #expect(marks.contains { abs($0 + 4.5 - first) < 0.11 })
    #expect(marks.contains { abs($0 - 5 - inner) < 0.11 })
    let seams = parsed.named("text").filter { $0.attributes["class"] == "hebb-seam" }
    #expect(seams.count > 4 && seams.allSatisfy { $0.attributes["aria-hidden"] == "true" })
  }

  @Test("Names that are too long lose their middle, not their ends")
  func longNames() throws {
    let key = { (last: String) in "layers.0.homeostasis.rate.schedule.\(last)" }
    let chart = ParallelCoordinates(
      "t", dimensions: [.init(key("start"), .linear(0, 1)), .init(key("end"), .linear(0, 1))], valueLabel: "v",
      lines: [.init("a", places: [0.5, 0.5], value: 1)])
    let texts = try ParsedMarkup(chart.svg()).texts("text")
    #expect(texts.contains { $0.hasSuffix("start") && $0.contains("…") })
    #expect(texts.contains { $0.hasSuffix("end") && $0.contains("…") })
  }

  @Test("Long names of places stay apart, whether they differ at their beginnings or at their ends")
  func longPlaces() throws {
    func ticks(_ names: [String]) throws -> [String] {
      let chart = ParallelCoordinates(
        "t", dimensions: [.init("a", .names(names))], valueLabel: "v", lines: [.init("l", places: [0], value: 1)])
      return try ParsedMarkup(chart.svg()).texts("text")
    }
    let beginnings = try ticks(["{name: softWinnerTakeAll}", "{name: winnerTakeAll}"])
    #expect(beginnings.contains("{name: softWi…") && beginnings.contains("{name: winner…"))
    let ends = try ticks(["a very long name, first", "a very long name, second"])
    #expect(ends.contains("a very … first") && ends.contains("a very …second"))
  }

  @Test("Where less is better, the least is the best")
  func less() throws {
    var chart = chart
    chart.isHigherBetter = false
    chart.lines[1].isBest = false
    #expect(try paths(chart).map { $0.attributes["class"] } == ["hebb-ramp-0", "hebb-ramp-3", "hebb-ramp-7"])
  }

  @Test("Nothing to draw is said; many dimensions make it wider")
  func extremes() throws {
    let empty = ParallelCoordinates("t", dimensions: [.init("a", .linear(0, 1))], valueLabel: "v", lines: [])
    #expect(try ParsedMarkup(empty.svg()).texts("text").contains("no data"))
    let wide = ParallelCoordinates(
      "t", dimensions: (0..<12).map { .init("layers.\($0).learningRate", .linear(0, 1)) }, valueLabel: "v",
      lines: [.init("a", places: Array(repeating: 0.5, count: 12), value: 1)])
    #expect(wide.extent.width > 1000)
  }
}
