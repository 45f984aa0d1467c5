import ArgumentParser
import HebbExperiments
import HebbFigures
import HebbSupport

/// `hebb rules`: lists the learning rules and the other parts of how a layer learns, or explains one of them.
struct Rules: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the learning rules, or explain one of them, with a picture of what it does.",
    discussion: """
      Without a name: every rule with its formula, then the stages of the competition, homeostasis and constraints, of \
      which a layer's learning is made. With a name: all there is to know of one, how it is written, and a picture \
      (SVG) of the part at work on a small data set, made on the spot.

      EXAMPLES:
        hebb rules
        hebb rules oja
        hebb rules winnerTakeAll --output pictures
        hebb rules bcm --json --no-picture
      """)

  @Argument(help: "A rule, a stage of the competition, a homeostasis or a constraint.")
  var name: String?

  @Flag(help: "Print the whole library as Markdown, as in docs/rules.md.")
  var markdown = false

  @OptionGroup var pictureOptions: PictureOptions
  @OptionGroup var dataOptions: DataOptions
  @OptionGroup var outputOptions: OutputOptions

  func validate() throws {
    if name == nil, pictureOptions.output != nil {
      throw ValidationError("Name the rule whose picture is to be written.")
    }
    if markdown, name != nil || outputOptions.json {
      throw ValidationError("--markdown prints the whole library and goes with nothing else.")
    }
  }

  func run() throws {
    guard let name else { return try list() }
    let entries = try RuleLibrary.standard.entries(named: name)
    let drawn = try draw(entries)
    guard !outputOptions.json else {
      return print(try JSONOutput.text(Explanation(parts: entries, picture: drawn)))
    }
    print(entries.map(\.text).joined(separator: "\n"), terminator: "")
    if let drawn { print("\nPicture\n  \(drawn.file)\n\n\(drawn.wrappedCaption)", terminator: "") }
  }

  private func list() throws {
    let library = RuleLibrary.standard
    if outputOptions.json {
      print(try JSONOutput.text(library))
    } else {
      print(markdown ? library.markdown : library.text, terminator: "")
    }
  }

  /// The first picture that one of the parts has: parts that share a name share it.
  private func draw(_ entries: [PartEntry]) throws -> DrawnPicture? {
    guard pictureOptions.picture else { return nil }
    let images = SampleImages(data: try dataOptions.folder())
    for entry in entries {
      guard let drawing = try RuleGallery.picture(of: entry.name, entry.kind, images: images) else { continue }
      guard let file = try pictureOptions.write(drawing.sheet, named: entry.name) else { return nil }
      return DrawnPicture(file: file, caption: drawing.caption, measures: drawing.measures)
    }
    return nil
  }

  private struct Explanation: Encodable {
    let parts: [PartEntry]
    let picture: DrawnPicture?
  }
}

/// A picture that was written, with what there is to see.
private struct DrawnPicture: Encodable {
  let file: String
  let caption: String
  let measures: [RulePicture.Measure]

  var wrappedCaption: String { RulePicture.wrapped(caption) }
}
