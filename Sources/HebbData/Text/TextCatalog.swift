public import Foundation
public import HebbSupport

/// The texts known by name, and the places where they are looked for: those of data sets (see `DatasetCatalog`).
///
/// They are not downloaded; a problem says where to get them.
public struct TextCatalog: Sendable {
  /// A text that is published as one file.
  public struct Entry: Sendable, Equatable {
    /// The file, unpacked.
    public let name: String
    public let summary: String
    /// Size of the file.
    public let bytes: Int
    /// Where its zip archive is.
    public let address: String

    public init(name: String, summary: String, bytes: Int, address: String) {
      (self.name, self.summary, self.bytes, self.address) = (name, summary, bytes, address)
    }
  }

  public let entries: [Entry]

  public init(entries: [Entry]) {
    self.entries = entries
  }

  /// enwik8 and enwik9.
  ///
  /// > Reference: M. Mahoney, "Large text compression benchmark", <http://mattmahoney.net/dc/textdata.html>.
  public static let standard = TextCatalog(entries: [
    Entry(
      name: "enwik8", summary: "the first 100 MB of the English Wikipedia of 3 March 2006", bytes: 100_000_000,
      address: "http://mattmahoney.net/dc/enwik8.zip"),
    Entry(
      name: "enwik9", summary: "the first 1 GB of the English Wikipedia of 3 March 2006", bytes: 1_000_000_000,
      address: "http://mattmahoney.net/dc/enwik9.zip"),
  ])

  /// The file or folder of a text.
  ///
  /// - Parameters:
  ///   - text: a name of the catalog, or a path, relative to the current folder, to `data` or to `HEBB_DATA`.
  ///   - data: the explicit folder, if the user gave one.
  /// - Throws: `Problem` if there is no such text, or one of the catalog has another size than it should.
  public func locate(_ text: String, data: URL? = nil, in folders: DataFolders = .current) throws(Problem) -> URL {
    let entry = entries.first { $0.name == text.lowercased() }
    if let entry {
      let places = places(of: entry, data: data, in: folders)
      if let file = places.first(where: { InputFile.exists($0) && !InputFile.isFolder($0) }) {
        return try checked(file, of: entry)
      }
    }
    let roots = [nil, data, folders.shared]
    let paths = roots.map { root in root?.appendingPathComponent(text) ?? URL(fileURLWithPath: text) }
    if let path = paths.first(where: InputFile.exists) { return path }
    guard let entry else { throw unknown(text) }
    let archive = places(of: entry, data: data, in: folders).map { $0.appendingPathExtension("zip") }
      .first(where: InputFile.exists)
    throw Problem(
      "\(entry.name) was not found", at: (archive ?? data ?? folders.shared ?? folders.cache(for: entry.name)).path,
      advice: archive.map { "Unpack it: unzip -d \($0.deletingLastPathComponent().path) \($0.path)" }
        ?? """
        Get \(entry.address), unpack it to \(folders.cache(for: entry.name).path), or give the folder that holds \
        \(entry.name) with --data DIR.
        """)
  }

  private func places(of entry: Entry, data: URL?, in folders: DataFolders) -> [URL] {
    let roots =
      if let data { [data.appendingPathComponent(entry.name), data] } else {
        [folders.shared?.appendingPathComponent(entry.name), folders.shared].compactMap(\.self)
          + [folders.cache(for: entry.name), folders.system.appendingPathComponent(entry.name)]
      }
    return roots.map { $0.appendingPathComponent(entry.name) }
  }

  private func checked(_ file: URL, of entry: Entry) throws(Problem) -> URL {
    let size = (try? FileManager.default.attributesOfItem(atPath: file.path)[.size] as? Int) ?? 0
    guard size == entry.bytes else {
      throw Problem(
        "\(entry.name) has \(entry.bytes) bytes, and this file has \(size)", at: file.path,
        advice: "It was unpacked or copied in part: unpack \(entry.address) again, or rename an excerpt of your own.")
    }
    return file
  }

  private func unknown(_ text: String) -> Problem {
    let names = entries.map(\.name)
    let nearest = NearestName.of(text, among: names).map { "Did you mean \($0)? " } ?? ""
    return Problem(
      "there is no text named \(text)",
      advice: nearest + "Give the path of a text or of a folder of texts, or one of \(names.joined(separator: ", ")).")
  }
}
