import Testing

@testable import HebbFigures

@Suite("Bar labels") struct BarLabelsTests {
  private func shown(_ labels: BarLabels) throws -> [ParsedMarkup.Element] {
    try ParsedMarkup(Markup.element("g", [], labels.markup(left: 100, below: 50)).rendered).named("text")
  }

  @Test("Labels that fit stand level below their bars")
  func level() throws {
    let labels = BarLabels(["a", "b"], slot: 100)
    #expect(try shown(labels).map { $0.attributes["x"] } == ["150", "250"])
    #expect(try shown(labels).allSatisfy { $0.attributes["transform"] == nil })
    #expect(labels.leastLeft == 0)
  }

  @Test("Labels that are too wide are slanted, shortened, and make room for themselves")
  func slanted() throws {
    let labels = BarLabels(["a very long name of a layer", "b"], slot: 40)
    #expect(try shown(labels).allSatisfy { $0.attributes["transform"] != nil })
    #expect(try shown(labels)[0].text == "a very lo… a layer")
    #expect(labels.height > BarLabels(["a"], slot: 40).height)
    #expect(labels.leastLeft > 60)
  }

  @Test("Below thin bars only every so many labels are shown, without overlap")
  func every() throws {
    let labels = try shown(BarLabels((0..<200).map { "\($0)" }, slot: 3))
    let places = labels.compactMap { Double($0.attributes["x"] ?? "") }
    #expect(labels[0].text == "0" && (10..<30).contains(labels.count))
    #expect(zip(places, places.dropFirst()).allSatisfy { $1 - $0 > 24 })
  }

  @Test("No bars need no labels")
  func none() throws {
    #expect(try shown(BarLabels([], slot: 600)).isEmpty)
  }
}
