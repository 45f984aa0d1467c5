import ArgumentParser
import Foundation
import HebbData
import HebbSupport

/// `hebb data fetch`: downloads a data set.
struct DataFetch: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fetch", abstract: "Download a data set, or what is missing of it.",
    discussion: """
      Files come from their authors' addresses, are checked by SHA-256, and appear only when they are complete. What \
      an interrupted download leaves behind is continued by the next one.

      EXAMPLES:
        hebb data fetch cifar10
        hebb data fetch mnist --into ~/datasets
        hebb data fetch fashion-mnist --mirror https://example.org/fashion-mnist/
      """)

  @Argument(help: "A data set, as “hebb data list” names it.")
  var name: String

  @Option(
    help: ArgumentHelp(
      "The address of a folder that has the files under their official names, instead of the official one.",
      valueName: "url"))
  var mirror: String?

  @Option(
    help: ArgumentHelp(
      "Make the data set's folder in this one, which --data or HEBB_DATA then name.",
      discussion: "Without it: the download cache, where every command looks.", valueName: "folder"))
  var into: String?

  @OptionGroup var output: OutputOptions

  func validate() throws {
    if let mirror, mirrorAddress == nil {
      throw ValidationError("--mirror \(mirror): give an address that begins with http:// or https://.")
    }
  }

  func run() async throws {
    let entry = try DatasetCatalog.standard.entry(named: name)
    let folder = folder(for: entry)
    let progress = DownloadDisplay(entry)
    do {
      let mirror = mirrorAddress
      try await InterruptHandler.cancelling {
        try await Downloader().fetch(entry, into: folder, mirror: mirror) { progress.show($0) }
      }
    } catch is CancellationError {
      progress.finish()
      throw Problem(
        "the download of \(entry.name) was interrupted; what has arrived is kept", at: folder.path,
        advice: "Run the same command again to continue.")
    } catch {
      progress.finish()
      throw error
    }
    progress.finish()
    let result = Result(name: entry.name, folder: folder.path, bytes: entry.downloadSize)
    print(output.json ? try JSONOutput.text(result) : result.text)
  }

  private struct Result: Encodable {
    let name: String
    let folder: String
    /// Of the files as they are downloaded.
    let bytes: Int

    var text: String { "\(name) is complete in \(folder) (\(DataCommand.megabytes(bytes)))" }
  }

  private var mirrorAddress: URL? {
    guard let mirror, let url = URL(string: mirror), ["http", "https"].contains(url.scheme?.lowercased()),
      url.host?.isEmpty == false
    else { return nil }
    return url
  }

  private func folder(for entry: DatasetEntry) -> URL {
    guard let into else { return DataFolders.current.cache(for: entry.name) }
    // A folder of its own: MNIST and Fashion-MNIST have files of the same names.
    return URL(fileURLWithPath: NSString(string: into).expandingTildeInPath).appendingPathComponent(entry.name)
  }
}
