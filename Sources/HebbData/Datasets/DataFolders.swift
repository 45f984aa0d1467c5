public import Foundation

/// Where data sets may lie on this machine. A value, so that tests and embedding programs can state their own.
public struct DataFolders: Sendable {
  /// Read for `HEBB_DATA` and `XDG_CACHE_HOME`; empty values count as absent.
  public var environment: [String: String]
  /// The user's home folder.
  public var home: URL
  /// Where the distribution's packages put data sets.
  public var system: URL

  public init(
    environment: [String: String], home: URL, system: URL = URL(fileURLWithPath: "/usr/share/datasets")
  ) {
    (self.environment, self.home, self.system) = (environment, home, system)
  }

  /// Those of this process.
  public static var current: DataFolders {
    DataFolders(
      environment: ProcessInfo.processInfo.environment, home: FileManager.default.homeDirectoryForCurrentUser)
  }

  /// The folder into which a data set is downloaded: `$XDG_CACHE_HOME/hebb/datasets/<name>`, by default under
  /// `~/.cache` (on macOS `~/Library/Caches`).
  public func cache(for name: String) -> URL {
    cache.appendingPathComponent("datasets").appendingPathComponent(name)
  }

  /// The folder for everything that can be made or downloaded again.
  public var cache: URL { cacheRoot.appendingPathComponent("hebb") }

  /// The folder that `HEBB_DATA` names.
  var shared: URL? { path(of: "HEBB_DATA").map { URL(fileURLWithPath: $0) } }

  private var cacheRoot: URL {
    // The XDG base directory specification: a relative path is invalid and must be ignored.
    if let path = path(of: "XDG_CACHE_HOME"), path.hasPrefix("/") { return URL(fileURLWithPath: path) }
    #if os(macOS)
      return home.appendingPathComponent("Library/Caches")
    #else
      return home.appendingPathComponent(".cache")
    #endif
  }

  private func path(of variable: String) -> String? {
    environment[variable].flatMap { $0.isEmpty ? nil : $0 }
  }
}
