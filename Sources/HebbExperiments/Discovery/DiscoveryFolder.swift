public import Foundation
import HebbSupport

/// The folder of a search for rules and the files in it.
public struct DiscoveryFolder: Sendable, Equatable {
  public let url: URL

  public init(_ url: URL) { self.url = url.standardizedFileURL }

  /// Settings and state: all that the search needs to go on.
  public var record: URL { url.appendingPathComponent(Self.recordName) }
  /// The rule, to be pasted into an experiment.
  public var rule: URL { url.appendingPathComponent("rule.yaml") }
  /// Fitness by generation.
  public var chart: URL { url.appendingPathComponent("fitness.svg") }
  /// What `hebb discover --json` prints.
  public var result: URL { url.appendingPathComponent("result.json") }

  private static let recordName = "search.json"

  /// Makes a new folder in a store, named by time, task and seed.
  ///
  /// - Throws: `Problem` if the folder cannot be made.
  public static func create(in store: URL, task: String, seed: UInt64) throws -> DiscoveryFolder {
    DiscoveryFolder(try RunFolder.create(in: store, name: "discover-\(task)", seed: seed).url)
  }

  /// The search that a path, a name within the store, or `latest` means.
  ///
  /// - Throws: `Problem` if there is no such search.
  public static func find(_ name: String, in store: URL) throws -> DiscoveryFolder {
    DiscoveryFolder(
      try StoredFolder.find(name, in: store, holding: recordName, called: "search", madeBy: "hebb discover"))
  }
}
