public import Foundation
import HebbSupport

/// A page about a run that is a single file: it can be mailed, archived and printed, and needs no other resource.
public struct HTMLReport: Sendable {
  /// A line of the summary at the top: "Accuracy", "61.9 %".
  public struct Fact: Sendable, Equatable {
    public var name: String
    public var value: String

    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  public struct Section: Sendable {
    public var heading: String
    public var blocks: [Block]

    public init(_ heading: String, _ blocks: [Block]) {
      self.heading = heading
      self.blocks = blocks
    }
  }

  public enum Block: Sendable {
    case paragraph(String)
    case table(Table)
    case chart(any Chart, caption: String? = nil)
    /// - `alternative`: what a reader who cannot see the picture should know.
    case picture(RasterImage, caption: String? = nil, alternative: String)
    /// Preformatted text behind its summary, such as the specification of the run.
    case collapsed(summary: String, text: String)
  }

  public var title: String
  public var subtitle: String?
  public var facts: [Fact]
  public var sections: [Section]
  /// A line at the end: versions, date, how to repeat the run.
  public var footer: String?

  public init(
    _ title: String, subtitle: String? = nil, facts: [Fact] = [], sections: [Section], footer: String? = nil
  ) {
    self.title = title
    self.subtitle = subtitle
    self.facts = facts
    self.sections = sections
    self.footer = footer
  }

  /// The page, as HTML that is well-formed XML too.
  ///
  /// - Throws: `Problem` if a picture cannot be encoded.
  public func html() throws -> String {
    let head: [Markup] = [
      .element("meta", [("charset", "utf-8")]),
      .element("meta", [("name", "viewport"), ("content", "width=device-width, initial-scale=1")]),
      .element("meta", [("name", "color-scheme"), ("content", "light dark")]), .element("title", text: title),
      .element("style", [], [.verbatim(ReportStyle.styleSheet)]),
    ]
    let body = try [headerMarkup] + sections.map(markup) + (footer.map { [.element("footer", text: $0)] } ?? [])
    let page = Markup.element(
      "html", [("lang", "en")], [.element("head", [], head), .element("body", [], [.element("main", [], body)])])
    return "<!DOCTYPE html>\n\(page.rendered)\n"
  }

  /// Writes the page to a file, whole or not at all.
  ///
  /// - Throws: `Problem` if a picture cannot be encoded or the file not written.
  public func write(to url: URL) throws {
    try AtomicFile.write(Data(html().utf8), to: url)
  }

  private var headerMarkup: Markup {
    var children: [Markup] = [.element("h1", text: title)]
    if let subtitle { children.append(.element("p", [("class", "subtitle")], text: subtitle)) }
    if !facts.isEmpty {
      let facts = facts.map { fact in
        Markup.element("div", [], [.element("dt", text: fact.name), .element("dd", text: fact.value)])
      }
      children.append(.element("dl", [("class", "facts")], facts))
    }
    return .element("header", [], children)
  }

  private func markup(of section: Section) throws -> Markup {
    try .element("section", [], [.element("h2", text: section.heading)] + section.blocks.map(markup))
  }

  private func markup(of block: Block) throws -> Markup {
    switch block {
    case .paragraph(let text): return .element("p", text: text)
    case .table(let table): return .element("div", [("class", "scroll")], [table.markup])
    case .chart(let chart, let caption): return figure(.verbatim(chart.svg()), caption, kind: "chart")
    case .picture(let image, let caption, let alternative):
      let source = try "data:image/png;base64," + PNGFile.encode(image).base64EncodedString()
      let attributes = [
        ("src", source), ("alt", alternative), ("width", "\(image.width)"), ("height", "\(image.height)"),
      ]
      return figure(.element("img", attributes), caption, kind: "picture")
    case .collapsed(let summary, let text):
      return .element("details", [], [.element("summary", text: summary), .element("pre", text: text)])
    }
  }

  private func figure(_ content: Markup, _ caption: String?, kind: String) -> Markup {
    let scrolling = Markup.element("div", [("class", "scroll")], [content])
    return .element(
      "figure", [("class", kind)], [scrolling] + (caption.map { [.element("figcaption", text: $0)] } ?? []))
  }
}
