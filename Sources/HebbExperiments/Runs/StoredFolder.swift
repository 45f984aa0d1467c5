public import Foundation
import HebbSupport

/// Folders in a store that are told from others by a file that they hold.
public enum StoredFolder {
  /// The folder that a path, a name within the store, or `latest` means.
  ///
  /// - Parameters:
  ///   - file: what a folder of the right kind holds.
  ///   - kind: what it is to the user: "run".
  ///   - command: what makes such folders: "hebb train".
  /// - Throws: `Problem` if there is no such folder, with the nearest name.
  public static func find(
    _ name: String, in store: URL, holding file: String, called kind: String, madeBy command: String
  ) throws -> URL {
    func isMeant(_ url: URL) -> Bool {
      FileManager.default.fileExists(atPath: url.appendingPathComponent(file).path)
    }
    let contents = (try? FileManager.default.contentsOfDirectory(at: store, includingPropertiesForKeys: nil)) ?? []
    let folders = contents.filter(isMeant).sorted {
      // Numbers count as numbers: of the runs of one second, -10 comes after -9.
      $0.lastPathComponent.compare($1.lastPathComponent, options: .numeric) == .orderedAscending
    }
    if name == "latest" {
      guard let latest = folders.last else {
        throw Problem(
          "there are no \(plural(kind)) in \(store.path)", advice: "Start one with \(command), or give --store.")
      }
      return newest(of: folders.filter { $0.lastPathComponent.hasPrefix(latest.lastPathComponent.prefix(15)) })
    }
    for url in [URL(fileURLWithPath: name, isDirectory: true), store.appendingPathComponent(name, isDirectory: true)]
    where isMeant(url) {
      return url
    }
    let nearest = NearestName.of(name, among: folders.map(\.lastPathComponent)).map { "Did you mean \($0)? " } ?? ""
    throw Problem(
      "there is no \(kind) “\(name)” in \(store.path)",
      advice: nearest + "Give a \(kind)'s folder, its name in the store (--store), or latest.")
  }

  /// Of folders that were begun in the same second the one whose experiment was written last; where that says nothing,
  /// the last of them. Precondition: there is one.
  private static func newest(of folders: [URL]) -> URL {
    func written(_ folder: URL) -> Date {
      let file = folder.appendingPathComponent("spec.yaml")
      return (try? file.resourceValues(forKeys: [.contentModificationDateKey]).contentModificationDate) ?? .distantPast
    }
    var newest = folders[0]
    for folder in folders.dropFirst() where written(folder) >= written(newest) { newest = folder }
    return newest
  }

  private static func plural(_ kind: String) -> String { kind + (kind.hasSuffix("ch") ? "es" : "s") }
}
