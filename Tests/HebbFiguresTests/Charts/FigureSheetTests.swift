import HebbFigures
import HebbTensor
import Testing

@Suite("Sheets of figures")
struct FigureSheetTests {
  private let line = LineChart("line", series: [.init("a", values: [1, 2, 3])])
  private let bars = BarChart("bars", bars: [.init("a long name of a bar", 1), .init("b", 2)])
  private let histogram = Histogram("histogram", values: [1, 2, 2, 3])
  private let tiles = ImagePanel("tiles", fields: Tensor(shape: [4, 1, 3, 3], filledWith: 1), columns: 2)

  @Test("Every chart knows how large it is drawn, in any size")
  func extents() throws {
    var wide = line
    wide.size = ChartSize(width: 900, plotHeight: 100)
    var slanted = bars
    slanted.size.width = 120
    for chart in [line, wide, bars, slanted, histogram, tiles] as [any Chart] {
      let root = try #require(try ParsedMarkup(chart.svg()).elements.first)
      #expect(abs((Double(root.attributes["width"] ?? "") ?? 0) - chart.extent.width) < 0.06)
      #expect(abs((Double(root.attributes["height"] ?? "") ?? 0) - chart.extent.height) < 0.06)
    }
    #expect(wide.extent.width == 900 && wide.extent.height == line.extent.height - 150)
  }

  @Test("Panels stand side by side and in rows, none over another, all on the sheet")
  func layout() throws {
    let sheet = FigureSheet("sheet", rows: [[line, tiles], [bars], [histogram, line]], caption: "caption")
    let parsed = try ParsedMarkup(sheet.svg())
    let places = parsed.named("g").compactMap { $0.attributes["transform"] }.filter { $0.hasPrefix("translate") }.map {
      $0.split { "() ".contains($0) }.compactMap { Double($0) }
    }
    #expect(places.count == 5)
    let panels: [any Chart] = [line, tiles, bars, histogram, line]
    let boxes = zip(places, panels).map { place, panel in
      (x: place[0]...place[0] + panel.extent.width, y: place[1]...place[1] + panel.extent.height)
    }
    for (index, box) in boxes.enumerated() {
      #expect(box.x.upperBound <= sheet.extent.width && box.y.upperBound <= sheet.extent.height)
      for other in boxes[(index + 1)...] { #expect(!(box.x.overlaps(other.x) && box.y.overlaps(other.y))) }
    }
  }

  @Test("A long caption is broken into lines, with all of its words")
  func caption() throws {
    let words = (0..<120).map { "word\($0)" }.joined(separator: " ")
    let sheet = FigureSheet("", rows: [[tiles]], caption: words)
    let lines = try ParsedMarkup(sheet.svg()).texts("text").filter { $0.hasPrefix("word") }
    #expect(lines.count > 5)
    #expect(lines.joined(separator: " ") == words)
    #expect(sheet.extent.height > FigureSheet("", rows: [[tiles]], caption: "").extent.height)
  }

  @Test("It is one well-formed drawing, even without panels")
  func empty() throws {
    let root = try ParsedMarkup(FigureSheet(hostileText, rows: [], caption: hostileText).svg()).elements.first
    #expect(root?.name == "svg")
  }
}
