import ArgumentParser
import HebbStore
import HebbSupport

/// `hebb runs tag`
struct RunsTag: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tag", abstract: "Mark a run with tags and a note, to find it again.",
    discussion: "They are kept in the run's folder, in labels.json.")

  @Argument(help: ArgumentHelp("A run: its folder, its name in the store, or “latest”.", valueName: "run"))
  var name: String

  @Option(help: ArgumentHelp("A tag to add; may be given several times.", valueName: "tag"))
  var add: [String] = []

  @Option(help: ArgumentHelp("A tag to take away; may be given several times.", valueName: "tag"))
  var drop: [String] = []

  @Option(help: ArgumentHelp("A note in place of the one it has; an empty one takes it away.", valueName: "text"))
  var note: String?

  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if add.isEmpty, drop.isEmpty, note == nil { throw ValidationError("Give --add, --drop or --note.") }
  }

  func run() throws {
    let labels = try store.open().label(name, adding: add, removing: drop, note: note)
    guard !output.json else { return print(try JSONOutput.text(labels)) }
    print("tags: \(labels.tags.isEmpty ? "none" : labels.tags.joined(separator: " "))")
    if let note = labels.note { print("note: \(note)") }
  }
}
