import ArgumentParser
import Foundation
import HebbStore
import HebbSupport

/// `hebb runs remove`
struct RunsRemove: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Delete runs with all their files.",
    discussion: """
      Runs that are named are deleted at once. With --where the command only lists what it would delete, unless --yes \
      is given. Runs that a process is working on are never deleted. The trials of a sweep are removed with the sweep, by \
      hebb sweep remove.
      """)

  @Argument(help: ArgumentHelp("Runs: their folders or their names in the store.", valueName: "run"))
  var names: [String] = []

  @OptionGroup var query: QueryOptions

  @Flag(help: "Delete what --where finds.")
  var yes = false

  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  private struct Listing: Encodable {
    let removed: [String]
    let matching: [String]
  }

  func validate() throws {
    if names.isEmpty == query.conditions.isEmpty {
      throw ValidationError("Name runs, or say which with --where.")
    }
  }

  func run() throws {
    let store = try store.open()
    // All are looked up before the first is deleted: a slip in the last name should not cost the others.
    let found =
      try names.isEmpty
      ? store.runs(RunQuery(query.parsed())).filter { !$0.isTrial }.map(\.name) : names.map { try store.run($0).name }
    let doomed = names.isEmpty && !yes ? [] : found
    for name in doomed { try store.remove(name) }
    guard !output.json else { return print(try JSONOutput.text(Listing(removed: doomed, matching: found))) }
    for name in found { print(doomed.isEmpty ? "would remove \(name)" : "removed \(name)") }
    if found.isEmpty { print("No run matches.") }
    if doomed.isEmpty, !found.isEmpty { print("Nothing was deleted: add --yes to delete them.") }
  }
}
