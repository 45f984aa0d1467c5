import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Markup as an XML parser reads it. The parser refuses unbalanced tags, stray ampersands and doubled attributes.
struct ParsedMarkup {
  struct Element {
    var name: String
    var attributes: [String: String]
    /// Its own text and that of the elements within.
    var text = ""
  }

  /// All elements, in the order in which they begin.
  private(set) var elements: [Element]

  init(_ markup: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let collector = Collector()
    let parser = XMLParser(data: Data(markup.utf8))
    parser.delegate = collector
    try #require(
      parser.parse(), "not well-formed: \(String(describing: parser.parserError))", sourceLocation: sourceLocation)
    elements = collector.elements
  }

  func named(_ name: String) -> [Element] { elements.filter { $0.name == name } }
  func texts(_ name: String) -> [String] { named(name).map(\.text) }

  private final class Collector: NSObject, XMLParserDelegate {
    var elements: [Element] = []
    private var open: [Int] = []

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String] = [:]
    ) {
      open.append(elements.count)
      elements.append(Element(name: name, attributes: attributes))
    }

    func parser(
      _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
    ) { open.removeLast() }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
      for index in open { elements[index].text += text }
    }
  }
}

/// Text that breaks markup unless it is escaped everywhere.
let hostileText = "<script>alert(\"a & b\")</script> ' ]]> é ± \u{0}\u{1B}"
/// How it reads after parsing: forbidden control characters are replaced.
let hostileTextShown = "<script>alert(\"a & b\")</script> ' ]]> é ± \u{FFFD}\u{FFFD}"
