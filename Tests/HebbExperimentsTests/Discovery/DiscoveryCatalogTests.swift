import HebbSupport
import Testing

@testable import HebbExperiments

@Suite("Catalogue of discovery tasks")
struct DiscoveryCatalogTests {
  @Test("Names are unique, and those of their tasks; every task has a summary")
  func names() throws {
    let entries = DiscoveryCatalog.all
    #expect(Set(entries.map(\.name)).count == entries.count && entries.allSatisfy { !$0.summary.isEmpty })
    #expect(try DiscoveryCatalog.named("principal-component").make(nil).name == "principal-component")
  }

  @Test("An unknown name gets the nearest one suggested, and the list")
  func unknown() throws {
    let problem = try #require(throws: Problem.self) { _ = try DiscoveryCatalog.named("principle-component") }
    #expect(problem.what.contains("principle-component") && problem.place == "--task")
    #expect(problem.advice?.contains("Did you mean “principal-component”?") == true)
    let other = try #require(throws: Problem.self) { _ = try DiscoveryCatalog.named("chess") }
    #expect(other.advice?.hasPrefix("Tasks: ") == true)
  }
}
