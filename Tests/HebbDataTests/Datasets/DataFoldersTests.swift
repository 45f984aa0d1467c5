import Foundation
import HebbData
import Testing

@Suite("Where data sets may lie")
struct DataFoldersTests {
  private func cache(_ environment: [String: String]) -> String {
    DataFolders(environment: environment, home: URL(fileURLWithPath: "/home/user")).cache(for: "mnist").path
  }

  @Test("The cache is under the user's home folder")
  func homeCache() {
    #if os(macOS)
      #expect(cache([:]) == "/home/user/Library/Caches/hebb/datasets/mnist")
    #else
      #expect(cache([:]) == "/home/user/.cache/hebb/datasets/mnist")
    #endif
  }

  @Test("XDG_CACHE_HOME moves the cache, unless it is relative or empty")
  func movedCache() {
    #expect(cache(["XDG_CACHE_HOME": "/somewhere"]) == "/somewhere/hebb/datasets/mnist")
    #expect(cache(["XDG_CACHE_HOME": ""]) == cache([:]))
    #expect(cache(["XDG_CACHE_HOME": "relative/path"]) == cache([:]))
  }

  @Test("The process's own folders have its environment and the system's data sets")
  func current() {
    #expect(DataFolders.current.environment == ProcessInfo.processInfo.environment)
    #expect(DataFolders.current.system.path == "/usr/share/datasets")
  }
}
