import Foundation
import HebbData
import HebbSupport
import Synchronization
import TestSupport
import Testing

@Suite("Downloading", .enabled(if: LocalServer.isAvailable, "needs python3 for a local server"))
struct DownloaderTests {
  private let served: TemporaryFolder
  private let cache: TemporaryFolder
  private let server: LocalServer
  private let content = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 13) }
  private let entry: DatasetEntry

  init() throws {
    served = try TemporaryFolder()
    cache = try TemporaryFolder()
    try served.write(content, to: "data.bin")
    server = try LocalServer(serving: served.url)
    entry = try Self.entry([Self.file("data.bin", content, at: server.mirror("ok"))])
  }

  private static func file(
    _ name: String, _ content: [UInt8], at base: URL, archive: ArchiveContents? = nil
  ) -> RemoteFile {
    RemoteFile(
      address: base.appendingPathComponent(name), size: content.count,
      sha256: content.withUnsafeBytes(SHA256Digest.hash), archive: archive)
  }

  private static func entry(_ files: [RemoteFile]) throws -> DatasetEntry {
    DatasetEntry(
      name: "tiny", summary: "a few bytes", homepage: try #require(URL(string: "http://127.0.0.1/")),
      reader: ImageFolderReader(), files: files)
  }

  private func fetch(_ behaviour: String? = nil) async throws {
    try await Downloader().fetch(entry, into: cache.url, mirror: behaviour.map(server.mirror))
  }

  private func fetched(_ name: String = "data.bin") throws -> [UInt8] {
    [UInt8](try Data(contentsOf: cache.url.appendingPathComponent(name)))
  }

  /// The visible and partial files; the lock file stays by design.
  private func files() throws -> [String] { try cache.names().filter { $0 != ".lock" } }

  @Test("A file arrives whole under its name, with rising progress up to its size")
  func wholeFile() async throws {
    let seen = Mutex<[DownloadProgress]>([])
    try await Downloader().fetch(entry, into: cache.url.appendingPathComponent("new/folder")) { progress in
      seen.withLock { $0.append(progress) }
    }
    #expect(try fetched("new/folder/data.bin") == content)
    #expect(try cache.names(in: "new/folder") == [".lock", "data.bin"])
    let progress = seen.withLock(\.self)
    #expect(progress.allSatisfy { $0.file == "data.bin" && $0.total == content.count })
    #expect(progress.map(\.bytes) == progress.map(\.bytes).sorted())
    #expect(progress.last?.bytes == content.count)
  }

  @Test("What is there and right is not downloaded again; what is wrong is replaced")
  func existing() async throws {
    try await fetch()
    try await fetch()
    #expect(try await server.log().count == 1)
    try cache.write([1, 2, 3], to: "data.bin")
    try await fetch()
    #expect(try fetched() == content)
  }

  @Test("A partial file is continued from where it ends")
  func resuming() async throws {
    try cache.write(content.prefix(100_000), to: "data.bin.partial")
    try await fetch()
    #expect(try fetched() == content)
    #expect(try await server.log() == ["/ok/data.bin bytes=100000- -"])
    #expect(try files() == ["data.bin"])
  }

  @Test("A partial file is continued only if the server still has the same file")
  func entityTags() async throws {
    try cache.write([UInt8](repeating: 0, count: 1000), to: "data.bin.partial")
    try cache.write(Array("\"of another file\"".utf8), to: "data.bin.partial.etag")
    try await fetch()
    #expect(try await server.log() == ["/ok/data.bin bytes=1000- \"of another file\""])
    #expect(try fetched() == content)
    #expect(try files() == ["data.bin"])
  }

  @Test("A connection that keeps breaking is continued until the file is whole")
  func cuts() async throws {
    try await fetch("cut")
    #expect(try fetched() == content)
    let log = try await server.log()
    #expect(log.count > 5)
    #expect(log[0] == "/cut/data.bin - -")
    #expect(log[1].hasPrefix("/cut/data.bin bytes=150000- \""))
  }

  @Test("A server that breaks off and cannot continue is a problem; the partial file stays for later")
  func cutsWithoutRange() async throws {
    await expectProblem(mentioning: "data.bin", "150000 of 300000", "/cut-whole/data.bin", "--data", "again") {
      try await fetch("cut-whole")
    }
    #expect(try files() == ["data.bin.partial"])
    try await fetch("ok")
    #expect(try fetched() == content)
  }

  @Test(
    "A server that cannot continue makes the download start over",
    arguments: [("whole", 1), ("shifted", 2), ("416", 2)])
  func startingOver(behaviour: String, requests: Int) async throws {
    try cache.write([UInt8](repeating: 7, count: 1000), to: "data.bin.partial")
    try await fetch(behaviour)
    #expect(try fetched() == content)
    #expect(try await server.log().count == requests)
    #expect(try files() == ["data.bin"])
  }

  @Test("A partial file that is already whole needs no request; one that is too long is dropped")
  func fullPartial() async throws {
    try cache.write(content, to: "data.bin.partial")
    try await fetch()
    #expect(try await server.log().isEmpty)
    #expect(try fetched() == content)
    try FileManager.default.removeItem(at: cache.url.appendingPathComponent("data.bin"))
    try cache.write(content + [0], to: "data.bin.partial")
    try await fetch()
    #expect(try fetched() == content)
  }

  @Test("Wrong bytes are a problem with both checksums, and are removed")
  func wrongBytes() async throws {
    await expectProblem(mentioning: "data.bin", "SHA-256", entry.files[0].sha256, "removed", "/wrong/data.bin") {
      try await fetch("wrong")
    }
    #expect(try files().isEmpty)
  }

  @Test("A file of another size is refused, announced or not", arguments: ["short", "endless"])
  func wrongSize(behaviour: String) async throws {
    await expectProblem(mentioning: "300000", "/\(behaviour)/data.bin") { try await fetch(behaviour) }
    #expect(throws: (any Error).self) { try fetched() }
  }

  @Test("A file that would be decoded on the way is refused, and taken from the folder once it is put there")
  func contentEncoding() async throws {
    await expectProblem(mentioning: "x-gzip", "/encoded/data.bin", cache.url.path) { try await fetch("encoded") }
    #expect(try files().isEmpty)
    try cache.write(content, to: "data.bin")
    try await fetch("encoded")
    #expect(try fetched() == content)
  }

  @Test("A file that the server does not have is a problem with status and address")
  func notFound() async throws {
    try FileManager.default.removeItem(at: served.url.appendingPathComponent("data.bin"))
    await expectProblem(mentioning: "404", "/ok/data.bin", "--data") { try await fetch() }
  }

  @Test("Without a network, the problem names file, address and the way around")
  func noNetwork() async throws {
    let closed = try #require(URL(string: "http://127.0.0.1:1/mirror"))
    await expectProblem(mentioning: "data.bin", "http://127.0.0.1:1/mirror/data.bin", "--data", "fetch tiny") {
      try await Downloader().fetch(entry, into: cache.url, mirror: closed)
    }
  }

  @Test("A folder that cannot be made is a problem naming it")
  func badFolder() async throws {
    try cache.write([], to: "file")
    await expectProblem(mentioning: "file/folder", "XDG_CACHE_HOME") {
      try await Downloader().fetch(entry, into: cache.url.appendingPathComponent("file/folder"))
    }
  }

  @Test("Several at once download the file once, and all find it whole")
  func concurrentFetches() async throws {
    try await withThrowingTaskGroup { group in
      for _ in 0..<4 { group.addTask { try await fetch("slow") } }
      try await group.waitForAll()
    }
    #expect(try fetched() == content)
    #expect(try await server.log().count == 1)
  }

  @Test("A cancelled download ends, and the next one completes it")
  func cancellation() async throws {
    let task = Task { try await fetch("silent") }
    try await Task.sleep(for: .milliseconds(200))
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    try await fetch("ok")
    #expect(try fetched() == content)
  }

  @Test("An archive is unpacked and removed, and not downloaded again")
  func archives() async throws {
    let url = served.url.appendingPathComponent("set.tar.gz")
    try TarArchive.write([.file("set/a.bin", content), .file("set/skipped", [1])], to: url)
    let bytes = [UInt8](try Data(contentsOf: url))
    let archive = ArchiveContents(folder: "set", files: ["a.bin"])
    let entry = try Self.entry([
      Self.file("data.bin", content, at: server.mirror("ok")),
      Self.file("set.tar.gz", bytes, at: server.mirror("ok"), archive: archive),
    ])
    let last = Mutex<DownloadProgress?>(nil)
    for _ in 0..<2 {
      try await Downloader().fetch(entry, into: cache.url) { progress in last.withLock { $0 = progress } }
    }
    #expect(try fetched("set/a.bin") == content)
    #expect(try files() == ["data.bin", "set"])
    #expect(try cache.names(in: "set") == ["a.bin"])
    #expect(try await server.log().count == 2)
    #expect(last.withLock(\.self)?.bytes == content.count + bytes.count)
  }
}
