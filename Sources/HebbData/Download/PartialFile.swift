import Foundation
import HebbSupport

/// What has arrived of a download, kept between runs: `<name>.partial`, and beside it the entity tag under which the
/// server sent it, so that a file that has changed on the server is not continued with bytes of the new one.
struct PartialFile: Sendable {
  let url: URL
  private let tagURL: URL

  init(for name: String, in folder: URL) {
    url = folder.appendingPathComponent(name + ".partial")
    tagURL = folder.appendingPathComponent(name + ".partial.etag")
  }

  /// Bytes that have arrived.
  var size: Int {
    (try? FileManager.default.attributesOfItem(atPath: url.path)[.size] as? Int) ?? 0
  }

  /// The strong entity tag of the response, if it had one. (Weak ones, `W/"…"`, do not promise equal bytes.)
  var entityTag: String? {
    try? String(contentsOf: tagURL, encoding: .utf8)
  }

  func setEntityTag(_ tag: String?) throws {
    guard let tag, tag.hasPrefix("\"") else {
      try? FileManager.default.removeItem(at: tagURL)
      return
    }
    try AtomicFile.write(Data(tag.utf8), to: tagURL)
  }

  func remove() {
    try? FileManager.default.removeItem(at: url)
    try? FileManager.default.removeItem(at: tagURL)
  }

  /// Moves the finished file to its final name.
  func land(at final: URL) throws {
    try AtomicFile.land(url, at: final)
    try? FileManager.default.removeItem(at: tagURL)
  }
}
