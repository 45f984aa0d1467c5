import Foundation
import HebbSupport
import TestSupport
import Testing

@testable import HebbExperiments

@Suite("Run folders")
struct RunFolderTests {
  private let store: TemporaryFolder
  private let now = Date(timeIntervalSince1970: 1_800_000_000)

  init() throws { store = try TemporaryFolder() }

  /// A folder that counts as a run.
  private func run(_ name: String = "net", seed: UInt64? = 1, at date: Date? = nil) throws -> RunFolder {
    let folder = try RunFolder.create(in: store.url, name: name, seed: seed, now: date ?? now)
    try Data("{}".utf8).write(to: folder.record)
    return folder
  }

  @Test("Names hold time, experiment and seed, and runs of one second differ")
  func names() throws {
    let names = try (0..<12).map { _ in try run().url.lastPathComponent }
    #expect(Set(names).count == 12)
    #expect(names[0].contains(/^\d{8}-\d{6}-net-seed1$/))
    #expect(names[1] == names[0] + "-2" && names[11] == names[0] + "-12")
    #expect(try run("table", seed: nil).url.lastPathComponent.hasSuffix("-table"))
  }

  @Test("Many that start at once get folders of their own")
  func simultaneous() async throws {
    let (store, now) = (store.url, now)
    let folders = try await withThrowingTaskGroup(of: URL.self) { group in
      for _ in 0..<20 { group.addTask { try RunFolder.create(in: store, name: "net", seed: 1, now: now).url } }
      return try await group.reduce(into: Set<URL>()) { $0.insert($1) }
    }
    #expect(folders.count == 20)
  }

  @Test("A run is found by its path, its name, and as the latest")
  func find() throws {
    let runs = try [run(), run("other"), run(at: now.addingTimeInterval(60))]
    for run in runs {
      #expect(try RunFolder.find(run.url.path, in: URL(fileURLWithPath: "/nowhere")) == run)
      #expect(try RunFolder.find(run.url.lastPathComponent, in: store.url) == run)
    }
    #expect(try RunFolder.find("latest", in: store.url) == runs[2])
  }

  @Test("Of many runs in one second the last is the latest")
  func latest() throws {
    let runs = try (0..<11).map { _ in try run() }
    #expect(try RunFolder.find("latest", in: store.url) == runs[10])
  }

  @Test("A clock that runs backwards does not make an older run the latest, and the user is told")
  func clock() throws {
    let first = try run()
    #expect(first.clockWarning(now: now) == nil)
    let second = try run("second", at: now.addingTimeInterval(-86_400))
    #expect(try RunFolder.find("latest", in: store.url) == second)
    #expect(second.clockWarning(now: now.addingTimeInterval(-86_400))?.contains("clock is behind") == true)
    let third = try run("third", at: now.addingTimeInterval(-3600))
    #expect(try RunFolder.find("latest", in: store.url) == third)
    let later = try run("later", at: now.addingTimeInterval(60))
    #expect(later.clockWarning(now: now.addingTimeInterval(60)) == nil)
    #expect(try RunFolder.find("latest", in: store.url) == later)
  }

  @Test("An unknown run is a problem with the nearest name")
  func unknown() throws {
    let name = try run().url.lastPathComponent
    let problem = problem { try RunFolder.find(name + "x", in: store.url) }
    #expect(problem?.advice?.contains("Did you mean \(name)?") == true)
    #expect(TestSupport.problem { try RunFolder.find("", in: store.url) } != nil)
  }

  @Test("A folder without a record is no run, and an empty store has no latest")
  func empty() throws {
    let folder = try RunFolder.create(in: store.url, name: "table1", seed: nil)
    #expect(problem { try RunFolder.find(folder.url.path, in: store.url) } != nil)
    #expect(problem { try RunFolder.find("latest", in: store.url) }?.what.contains("no runs") == true)
    #expect(problem { try RunFolder.find("latest", in: store.file("missing")) }?.what.contains("no runs") == true)
  }

  @Test("A store that cannot be made is a problem with the system's reason")
  func unwritable() throws {
    let file = store.file("file")
    try Data().write(to: file)
    let problem = problem { try RunFolder.create(in: file.appendingPathComponent("store"), name: "net", seed: 1) }
    #expect(problem?.place == "--store")
    #expect(problem?.what.hasSuffix("Not a directory") == true, "\(String(describing: problem))")
  }
}
