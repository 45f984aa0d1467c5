import Foundation
import HebbSupport

/// A file with one JSON object a line.
enum JSONLines {
  /// Its whole lines; the last one counts only with its newline, since it may still be written.
  static func lines(of data: Data) -> [Data] {
    let end = (data.lastIndex(of: UInt8(ascii: "\n")) ?? data.startIndex - 1) + 1
    return data[..<end].split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: true).map { Data($0) }
  }

  /// As JSON, null in place of damaged lines, so that lines keep their numbers.
  static func texts(of lines: some Sequence<Data>) -> [String] { lines.map { JSONText.checked($0) ?? "null" } }
}

/// Hands out the lines that a file has got since it was last looked at.
struct LineFollower {
  private let name: String
  private var stamp: FileStamp?
  private var count: Int

  struct News {
    /// The number of the first line, from 0; 0 after the file was begun anew.
    let from: Int
    let lines: [String]
  }

  /// - Parameter store: what is in the file by now is no news.
  init(_ name: String, ofRun run: String, in store: SealedFolder) {
    self.name = name
    stamp = store.stamp("\(run)/\(name)")
    count = store.read("\(run)/\(name)").map { JSONLines.lines(of: $0).count } ?? 0
  }

  /// - Returns: nil if there is nothing new.
  mutating func news(ofRun run: String, in store: SealedFolder) -> News? {
    let now = store.stamp("\(run)/\(name)")
    guard now != stamp else { return nil }
    stamp = now
    let lines = store.read("\(run)/\(name)").map(JSONLines.lines) ?? []
    let from = lines.count < count ? 0 : count
    count = lines.count
    return lines.count == from && from > 0 ? nil : News(from: from, lines: JSONLines.texts(of: lines[from...]))
  }
}
