import Testing

@testable import HebbFigures

@Suite("Curve paths") struct CurvePathTests {
  @Test("A curve is split at its gaps, and points remember where they come from")
  func runs() {
    let runs = CurvePath.runs([nil, (0, 1), (1, 2), nil, nil, (2, 3)])
    #expect(runs.map { $0.map(\.index) } == [[1, 2], [5]])
    #expect(CurvePath.runs([]).isEmpty)
    #expect(CurvePath.runs([nil]).isEmpty)
  }

  @Test(
    "Short curves are left alone; long ones keep ends, lowest and highest points in order", arguments: [10, 101, 5000])
  func thinned(count: Int) {
    let points = (0..<count).map { CurvePath.Point(index: $0, x: Double($0), y: Double($0 * 7919 % 1009)) }
    let thinned = CurvePath.thinned(points, to: 100)
    #expect(thinned.count <= 104)
    if count <= 100 { #expect(thinned == points) }
    #expect(thinned.first == points.first && thinned.last == points.last)
    #expect(thinned.map(\.y).max() == points.map(\.y).max() && thinned.map(\.y).min() == points.map(\.y).min())
    #expect(zip(thinned, thinned.dropFirst()).allSatisfy { $0.index < $1.index })
  }

  @Test("Coordinates are written to a tenth of a pixel")
  func data() {
    let points = [CurvePath.Point(index: 0, x: 1, y: 2.25), .init(index: 1, x: -0.04, y: 10.96)]
    #expect(CurvePath.data(points) == "M1 2.3L0 11")
  }
}
