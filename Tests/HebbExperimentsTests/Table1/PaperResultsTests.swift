import Testing

@testable import HebbExperiments

@Suite("The paper's figures")
struct PaperResultsTests {
  @Test("There are three, with deviations, for both networks of the table")
  func complete() {
    #expect(Set(PaperResults.all.keys) == Set(Table1.experiments))
    for (untrained, trained) in PaperResults.all.values {
      for results in [untrained, trained] { #expect((results.mean.count, results.deviation.count) == (3, 3)) }
    }
  }

  @Test("Training helps everywhere; information falls in the default network and rises in the pruned one")
  func order() throws {
    for (untrained, trained) in PaperResults.all.values {
      for (before, after) in zip(untrained.mean, trained.mean) { #expect(before < after) }
    }
    let (standard, pruned) = (
      try #require(PaperResults.all["hebbian-cnn"]), try #require(PaperResults.all["hebbian-cnn-pruned"])
    )
    #expect(standard.trained.mean == standard.trained.mean.sorted(by: >))
    #expect(pruned.trained.mean == pruned.trained.mean.sorted())
  }
}
