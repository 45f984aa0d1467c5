import ArgumentParser
import Foundation
import HebbStore

/// Which runs a command is about.
struct QueryOptions: ParsableArguments {
  @Option(
    name: .customLong("where"),
    help: ArgumentHelp(
      "Only runs for which this holds; may be given several times.",
      discussion: "Comparisons: = != < <= > >= and ~ (contains). Quote those that your shell would take for itself.",
      valueName: "key=value"))
  var conditions: [String] = []

  /// - Throws: `Problem` for a condition that makes no sense.
  func parsed() throws -> [RunCondition] { try conditions.map(RunCondition.init) }
}

extension StoreOptions {
  /// The store, opened; what is to be known of how is written to standard error.
  ///
  /// - Throws: `Problem` if there is none.
  func open() throws -> RunStore {
    let store = try RunStore(folder)
    if let notice = store.notice { FileHandle.standardError.write(Data("warning: \(notice)\n".utf8)) }
    return store
  }
}
