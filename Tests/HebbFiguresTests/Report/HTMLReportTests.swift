import Foundation
import HebbFigures
import HebbSupport
import Testing

@Suite("HTML reports") struct HTMLReportTests {
  private func report(_ text: String, image: RasterImage = RasterImage(width: 2, height: 3)) -> HTMLReport {
    HTMLReport(
      text, subtitle: text, facts: [.init(text, text)],
      sections: [
        .init(
          text,
          [
            .paragraph(text), .table(Table(text, columns: [.left(text)], rows: [[text]])),
            .chart(LineChart(text, xLabel: text, yLabel: text, series: [.init(text, values: [1, 2])]), caption: text),
            .picture(image, caption: text, alternative: text), .collapsed(summary: text, text: text),
          ]), .init("Second", []),
      ], footer: text)
  }

  @Test("A report with everything in it is well-formed, and everything is escaped")
  func wellFormed() throws {
    let html = try report(hostileText).html()
    #expect(html.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">"))
    #expect(!html.contains("<script"))
    let parsed = try ParsedMarkup(html)
    for name in ["h1", "dt", "dd", "figcaption", "summary", "pre", "footer", "caption", "td"] {
      #expect(Set(parsed.texts(name)) == [hostileTextShown], "\(name)")
    }
    #expect(parsed.texts("h2") == [hostileTextShown, "Second"])
    #expect(parsed.named("title").allSatisfy { $0.text.contains(hostileTextShown) })
    #expect(parsed.named("img")[0].attributes["alt"] == hostileTextShown)
  }

  @Test("The page needs nothing from elsewhere")
  func selfContained() throws {
    let html = try report("x").html()
    let parsed = try ParsedMarkup(html)
    for element in parsed.elements {
      #expect(element.attributes["href"] == nil)
      if let source = element.attributes["src"] { #expect(source.hasPrefix("data:")) }
    }
    #expect(!["url(", "@import", "<link", "<script"].contains { html.contains($0) })
  }

  @Test("Pictures are embedded as they are, with their size")
  func picture() throws {
    let image = RasterImage(width: 5, height: 4, filledWith: .gray(7))
    let attributes = try ParsedMarkup(report("x", image: image).html()).named("img")[0].attributes
    #expect((attributes["width"], attributes["height"]) == ("5", "4"))
    let source = try #require(attributes["src"])
    #expect(try Data(base64Encoded: String(source.dropFirst("data:image/png;base64,".count))) == PNGFile.encode(image))
  }

  @Test("Preformatted text keeps its spaces and line ends")
  func preformatted() throws {
    let text = "layers:\n  - channels: 96\n\n    kernel: 5"
    let report = HTMLReport("t", sections: [.init("s", [.collapsed(summary: "spec", text: text)])])
    #expect(try ParsedMarkup(report.html()).texts("pre") == [text])
  }

  @Test("A report of only a title is a page")
  func minimal() throws {
    let parsed = try ParsedMarkup(HTMLReport("Only", sections: []).html())
    #expect(parsed.texts("h1") == ["Only"])
    #expect(parsed.named("dl").isEmpty && parsed.named("footer").isEmpty)
  }

  @Test("It is legible in the dark, on paper and on a phone")
  func style() throws {
    let html = try HTMLReport("t", sections: []).html()
    for part in ["prefers-color-scheme:dark", "@media print", "max-width:30rem", "width=device-width"] {
      #expect(html.contains(part), "\(part)")
    }
  }

  @Test("It is written whole; a picture without pixels or an absent folder is a problem")
  func writing() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    let url = folder.appendingPathComponent("report.html")
    #expect(throws: Problem.self) { try report("x").write(to: url) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try report("x").write(to: url)
    #expect(try String(contentsOf: url, encoding: .utf8) == report("x").html())
    #expect(throws: Problem.self) { try report("x", image: RasterImage(width: 0, height: 0)).write(to: url) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["report.html"])
  }
}
