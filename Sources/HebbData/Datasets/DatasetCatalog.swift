public import Foundation
import HebbSupport

/// The data sets known by name, and the places where they are looked for:
///
/// 1. the folder given explicitly (`--data`), and nowhere else if one is given;
/// 2. the folder that the environment variable `HEBB_DATA` names;
/// 3. the download cache, `DataFolders.cache(for:)`;
/// 4. the system's `/usr/share/datasets/<name>`.
///
/// In 1 and 2 the files may lie in a subfolder with the data set's name or in the folder itself. A folder with
/// `train/<class>/` is read as a folder of images, under any name.
public struct DatasetCatalog: Sendable {
  public let entries: [DatasetEntry]

  public init(entries: [DatasetEntry]) {
    self.entries = entries
  }

  /// CIFAR-10, CIFAR-100, MNIST, Fashion-MNIST and Omniglot.
  public static let standard = DatasetCatalog(
    entries: [.cifar10, .cifar100, .mnist, .fashionMNIST, .omniglot, .omniglotSmall])

  /// The entry of that name; letter case, hyphens and underscores do not matter.
  ///
  /// - Throws: `Problem` with the nearest name, if there is none.
  public func entry(named name: String) throws -> DatasetEntry {
    if let entry = entries.first(where: { Self.plain($0.name) == Self.plain(name) }) { return entry }
    let names = entries.map(\.name)
    let nearest = NearestName.of(name, among: names).map { "Did you mean \($0)? " } ?? ""
    throw Problem(
      "there is no data set named \(name)",
      advice: nearest + "Known are \(names.joined(separator: ", ")); "
        + "a folder of your own images is given with --data DIR and holds train/CLASS/IMAGE.png.")
  }

  /// The folder that holds the data set, or nil if it is in none of the places.
  ///
  /// - Parameter data: the explicit folder, if the user gave one.
  /// - Throws: `Problem` if the name is unknown and no folder of images goes by it.
  public func locate(_ name: String, data: URL? = nil, in folders: DataFolders = .current) throws -> URL? {
    try find(name, data: data, in: folders)?.directory
  }

  /// The folder that holds the data set.
  ///
  /// - Throws: `Problem` if the name is unknown or the files are not found: which ones, and where to get them.
  public func folder(of name: String, data: URL? = nil, in folders: DataFolders = .current) throws -> URL {
    if let folder = try locate(name, data: data, in: folders) { return folder }
    throw notFound(try entry(named: name), data: data, in: folders)
  }

  /// Finds and reads a data set.
  ///
  /// - Throws: `Problem` if the name is unknown, the files are not found (which ones, where to get them) or not in order.
  public func load(_ name: String, data: URL? = nil, in folders: DataFolders = .current) throws -> ImageDataset {
    if let found = try find(name, data: data, in: folders) {
      let name = (try? entry(named: name).name) ?? name
      return try found.reader.read(named: name, from: found.directory)
    }
    throw notFound(try entry(named: name), data: data, in: folders)
  }

  /// The folder whose files, or whose own name, say that it holds the data set.
  func ownFolder(of entry: DatasetEntry, data: URL?, in folders: DataFolders) -> URL? {
    let found = (try? find(entry.name, data: data, in: folders)) ?? nil
    return found.flatMap { $0.reader is ImageFolderReader && $0.directory == data ? nil : $0.directory }
  }

  private typealias Found = (reader: any DatasetReader, directory: URL)

  private func find(_ name: String, data: URL?, in folders: DataFolders) throws -> Found? {
    let known = Result { try entry(named: name) }
    if case .success(let entry) = known {
      let places = places(for: entry, data: data, in: folders)
      if let directory = places.first(where: { entry.reader.missingFiles(in: $0).isEmpty }) {
        return (entry.reader, directory)
      }
    }
    let images = ImageFolderReader()
    // `HEBB_DATA` itself may hold many data sets, so that only its subfolder of that name is taken for images.
    let named = (data ?? folders.shared)?.appendingPathComponent(name)
    if let directory = [named, data].compactMap(\.self).first(where: { images.missingFiles(in: $0).isEmpty }) {
      return (images, directory)
    }
    _ = try known.get()  // an unknown name is only fine for a folder of images
    return nil
  }

  private func places(for entry: DatasetEntry, data: URL?, in folders: DataFolders) -> [URL] {
    if let data { return [data.appendingPathComponent(entry.name), data] }
    var places: [URL] = []
    if let shared = folders.shared {
      places.append(shared.appendingPathComponent(entry.name))
      // MNIST and Fashion-MNIST have the same file names: a folder named after the one is not read as the other.
      let folderName = Self.plain(shared.lastPathComponent)
      let isOfAnother = entries.contains { $0.name != entry.name && Self.plain($0.name) == folderName }
      if !isOfAnother { places.append(shared) }
    }
    return places + [folders.cache(for: entry.name), folders.system.appendingPathComponent(entry.name)]
  }

  private func notFound(_ entry: DatasetEntry, data: URL?, in folders: DataFolders) -> Problem {
    let places = places(for: entry, data: data, in: folders)
    let missing = places.map { (place: $0, files: entry.reader.missingFiles(in: $0)) }
    // Where some of the files are, the others are what the user wants to hear of.
    let best = missing.min { $0.files.count < $1.files.count }
    let files = best?.files.joined(separator: ", ") ?? ""
    let isPartial = missing.contains { $0.files.count != best?.files.count }
    let what =
      isPartial
      ? "the data set \(entry.name) is incomplete: \(files) not found"
      : "the data set \(entry.name) was not found: \(files) not in " + places.map(\.path).joined(separator: ", ")
    return Problem(
      what, at: isPartial ? best?.place.path : data?.path,
      advice: """
        Run `hebb data fetch \(entry.name)` to download it from \
        \(entry.files.first?.address.deletingLastPathComponent().absoluteString ?? entry.homepage.absoluteString), \
        or give the folder that holds the files with --data DIR.
        """)
  }

  private static func plain(_ name: String) -> String {
    name.lowercased().filter { $0 != "-" && $0 != "_" }
  }
}
