import Foundation
import Synchronization
import Testing

@testable import HebbData

@Suite("File locks")
struct FileLockTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private final class Holders: Sendable {
    let count = Atomic(0)
  }

  @Test("Only one holder at a time is between taking and releasing")
  func exclusion() async throws {
    let file = folder.url.appendingPathComponent(".lock")
    let holders = Holders()
    try await withThrowingTaskGroup { group in
      for _ in 0..<3 {
        group.addTask {
          let lock = try await FileLock(file)
          #expect(holders.count.add(1, ordering: .relaxed).newValue == 1)
          try await Task.sleep(for: .milliseconds(20))
          holders.count.subtract(1, ordering: .relaxed)
          withExtendedLifetime(lock) {}
        }
      }
      try await group.waitForAll()
    }
  }

  @Test("Waiting for a lock can be cancelled")
  func cancellation() async throws {
    let file = folder.url.appendingPathComponent(".lock")
    let held = try await FileLock(file)
    let waiting = Task { _ = try await FileLock(file) }
    waiting.cancel()
    await #expect(throws: CancellationError.self) { try await waiting.value }
    withExtendedLifetime(held) {}
  }

  @Test("A lock in a folder that does not exist is a problem naming it")
  func noFolder() async {
    await expectProblem(mentioning: "nowhere/.lock") {
      try await FileLock(folder.url.appendingPathComponent("nowhere/.lock"))
    }
  }
}
