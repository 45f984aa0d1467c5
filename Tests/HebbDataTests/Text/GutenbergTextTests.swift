import Foundation
import HebbData
import Testing

@Suite("Texts of Project Gutenberg")
struct TextGutenbergTests {
  private static let licence = "\nThe licence.\n\nMore of it.\n"

  @Test(
    "Header and licence go, the book stays",
    arguments: [
      ("*** START OF THE PROJECT GUTENBERG EBOOK A BOOK ***", "*** END OF THE PROJECT GUTENBERG EBOOK A BOOK ***"),
      ("*** START OF THIS PROJECT GUTENBERG EBOOK A BOOK ***", "*** END OF THIS PROJECT GUTENBERG EBOOK A BOOK ***"),
      ("***START OF THE PROJECT GUTENBERG EBOOK A BOOK***", "***END OF THE PROJECT GUTENBERG EBOOK A BOOK***"),
      ("*** Start of this Project Gutenberg Etext A Book", "*** End of this Project Gutenberg Etext A Book"),
      (
        "*** START OF THE PROJECT GUTENBERG EBOOK A\nVERY LONG TITLE ***",
        "*** END OF THE PROJECT GUTENBERG EBOOK A\n***"
      ),
    ])
  func markers(start: String, end: String) {
    let book = "CHAPTER I\n\n*** not a marker ***\n  Once.\n\nEnd of the story.\n"
    let file = "The Project Gutenberg eBook\n\n\(start)\n\n\n\(book)\n\n\n\(end)\n\(Self.licence)"
    #expect(GutenbergText.body(of: file) == book)
    #expect(GutenbergText.body(of: "\u{FEFF}" + file.replacing("\n", with: "\r\n")) == book)
  }

  @Test("The farewell before the end of older files goes too, of one line or two")
  func farewell() {
    let start = "*** START OF THIS PROJECT GUTENBERG EBOOK X ***\n"
    let end = "\n\n*** END OF THIS PROJECT GUTENBERG EBOOK X ***\n" + Self.licence
    for farewell in ["End of Project Gutenberg's X, by Y", "End of the Project Gutenberg EBook of X, by\nSomebody"] {
      #expect(GutenbergText.body(of: "\(start)\nIt ends.\n\n\n\n\(farewell)\n\(end)") == "It ends.\n")
    }
  }

  @Test("Header or licence alone goes, wherever the other is")
  func halves() {
    #expect(GutenbergText.body(of: "x\n*** START OF THE PROJECT GUTENBERG EBOOK X ***\nA\n\nB\n\n") == "A\n\nB\n\n")
    #expect(GutenbergText.body(of: "A\n\nB\n\n*** END OF THE PROJECT GUTENBERG EBOOK X ***\nz\n") == "A\n\nB\n")
    #expect(GutenbergText.body(of: "*** START OF THE PROJECT GUTENBERG EBOOK X ***") == "")
  }

  @Test(
    "Other texts stay as they are",
    arguments: [
      "", "\n", "***", "a", "  a\n\n", "*** START OF THE SHOW ***\nA\n", "x *** END OF THE PROJECT GUTENBERG",
    ])
  func others(text: String) {
    #expect(GutenbergText.body(of: text) == text)
  }

  @Test("Line ends of Windows become line feeds; a byte order mark and nothing else goes")
  func lineEnds() {
    #expect(GutenbergText.body(of: "\u{FEFF}a\r\n\r\nb\rc\r\r\n\r") == "a\n\nb\rc\r\n\r")
    #expect(GutenbergText.body(of: "a\u{FEFF}b") == "a\u{FEFF}b")
  }

  @Test("Markers far from the ends of a long text are part of it")
  func middle() {
    let far = String(repeating: "All work and no play.\n", count: 4000)
    let text = far + "*** START OF THE PROJECT GUTENBERG EBOOK X ***\n" + far
    #expect(GutenbergText.body(of: text) == text)
  }

  @Test(
    "Real books begin with their title and end with their last sentence",
    .enabled(if: RealText.folder != nil, RealText.hint))
  func real() throws {
    let folder = try #require(RealText.folder)
    let books = [
      (
        "alice-in-wonderland", "ALICE'S ADVENTURES IN WONDERLAND\n\nLewis",
        "the happy summer days.\n\n              THE END\n"
      ),
      ("pride-and-prejudice", "Produced by Anonymous Volunteers", "been the means of uniting them.\n"),
      ("sherlock-holmes", "Produced by an anonymous", "has met with considerable success.\n"),
    ]
    for (name, beginning, end) in books {
      let file = folder.appendingPathComponent(name + ".txt")
      let book = GutenbergText.body(of: String(decoding: try Data(contentsOf: file), as: UTF8.self))
      // Not within the expectation, which would print the whole book.
      let (begins, ends) = (book.hasPrefix(beginning), book.hasSuffix(end))
      #expect(begins, "\(name) begins with \(book.prefix(80))")
      #expect(ends, "\(name) ends with \(book.suffix(80))")
      let isUnix = !book.unicodeScalars.contains("\r")
      #expect(isUnix)
    }
  }
}
