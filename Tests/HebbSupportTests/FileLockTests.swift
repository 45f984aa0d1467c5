import Foundation
import HebbSupport
import Synchronization
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

  private final class Holders: Sendable {
    let count = Atomic(0)
  }

  @Test("Of several tasks one at a time is between taking and releasing")
  func tasks() async throws {
    defer { try? FileManager.default.removeItem(at: url) }
    let (url, holders) = (url, Holders())
    try await withThrowingTaskGroup { group in
      for _ in 0..<3 {
        group.addTask {
          let lock = try await FileLock.polling(for: url)
          #expect(holders.count.add(1, ordering: .relaxed).newValue == 1)
          try await Task.sleep(for: .milliseconds(20))
          holders.count.subtract(1, ordering: .relaxed)
          withExtendedLifetime(lock) {}
        }
      }
      try await group.waitForAll()
    }
  }

  @Test("A task that waits can be cancelled")
  func cancellation() async throws {
    defer { try? FileManager.default.removeItem(at: url) }
    let url = url
    let held = try FileLock(trying: url)
    let waiting = Task { _ = try await FileLock.polling(for: url) }
    waiting.cancel()
    await #expect(throws: CancellationError.self) { try await waiting.value }
    withExtendedLifetime(held) {}
  }

  @Test("Where it cannot be made, the system's reason is told")
  func impossible() {
    let problem = #expect(throws: Problem.self) { try FileLock(trying: url.appendingPathComponent("no/folder")) }
    #expect(problem?.what.contains("No such file or directory") == true)
  }
}
