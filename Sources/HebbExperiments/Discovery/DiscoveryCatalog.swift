public import Foundation
import HebbSupport

/// A task that a search can be started for by name.
public struct DiscoveryCatalogEntry: Sendable {
  public let name: String
  /// What is learned, in a line.
  public let summary: String
  /// Makes the task; it may look for its data in the folder given, or in the usual places without one.
  public let make: @Sendable (_ data: URL?) throws -> any DiscoveryTask
}

/// The tasks that come with Hebb.
public enum DiscoveryCatalog {
  public static let all: [DiscoveryCatalogEntry] = [
    DiscoveryCatalogEntry(
      name: "principal-component", summary: "a neuron finds the direction of greatest variance, at unit length",
      make: { _ in PrincipalComponentTask() }),
    DiscoveryCatalogEntry(
      name: "few-shot", summary: "a layer learns five new characters from one or five drawings of each (Omniglot)",
      make: { try FewShotTask.omniglot(data: $0) }),
  ]

  /// - Throws: `Problem` with the nearest name and the list of all.
  public static func named(_ name: String) throws -> DiscoveryCatalogEntry {
    if let match = all.first(where: { $0.name == name }) { return match }
    let guess = NearestName.of(name, among: all.map(\.name)).map { "Did you mean “\($0)”? " } ?? ""
    throw Problem(
      "there is no task “\(name)”", at: "--task", advice: guess + "Tasks: \(all.map(\.name).joined(separator: ", ")).")
  }
}
