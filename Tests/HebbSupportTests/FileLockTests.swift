import Foundation
import HebbSupport
import Testing

@Suite("Locks on files")
struct FileLockTests {
  private let url = FileManager.default.temporaryDirectory.appendingPathComponent("hebb-lock-\(UUID().uuidString)")

  @Test("One at a time holds it, and others see that")
  func exclusive() throws {
    defer { try? FileManager.default.removeItem(at: url) }
    #expect(!FileLock.isHeld(url))
    var lock = try FileLock(trying: url)
    #expect(lock != nil && FileLock.isHeld(url))
    #expect(try FileLock(trying: url) == nil)
    lock = nil
    #expect(!FileLock.isHeld(url))
    #expect(try FileLock(trying: url) != nil)
  }

  @Test("Whoever waits gets it when it is free")
  func waiting() async throws {
    defer { try? FileManager.default.removeItem(at: url) }
    let url = url
    var lock = try FileLock(trying: url)
    #expect(lock != nil)
    let waiting = Thread { _ = try? FileLock.waiting(for: url) }
    waiting.start()
    try await Task.sleep(for: .milliseconds(50))
    #expect(!waiting.isFinished)
    lock = nil
    for _ in 0..<100 where !waiting.isFinished { try await Task.sleep(for: .milliseconds(20)) }
    #expect(waiting.isFinished)
  }

  @Test("Where it cannot be made, the system's reason is told")
  func impossible() {
    let problem = #expect(throws: Problem.self) { try FileLock(trying: url.appendingPathComponent("no/folder")) }
    #expect(problem?.what.contains("No such file or directory") == true)
  }
}
