import HebbTensor
import Testing

@testable import HebbExperiments

@Suite("Few-shot episodes")
struct FewShotEpisodeTests {
  private func episode(_ shape: FewShotEpisode.Shape, seed: UInt64) -> FewShotEpisode {
    var random = RandomStream(seed: seed, "episode")
    return FewShotEpisode(shape, characters: 9, drawingsEach: 8, using: &random)
  }

  @Test(
    "Characters and drawings are distinct, and queries are other drawings of the same characters",
    arguments: [(1, 1, 1, 1), (5, 1, 5, 5), (5, 5, 3, 5), (9, 2, 6, 6), (2, 7, 1, 7)])
  func distinct(ways: Int, shots: Int, queriesEach: Int, presentationsEach: Int) {
    let shape = FewShotEpisode.Shape(
      ways: ways, shots: shots, queriesEach: queriesEach, presentationsEach: presentationsEach)
    for seed in 0..<20 {
      let episode = episode(shape, seed: UInt64(seed))
      #expect(episode.ways == ways && episode.queries.count == ways * queriesEach)
      #expect(episode.presentations.count == ways * presentationsEach)
      let shown = Set(episode.presentations.map(\.drawing))
      #expect(shown.count == ways * shots)
      #expect(Set(episode.queries.map(\.drawing)).count == ways * queriesEach)
      #expect(shown.isDisjoint(with: episode.queries.map(\.drawing)))
      for label in 0..<ways {
        let drawings = (episode.presentations + episode.queries).filter { $0.label == label }.map(
          \.drawing)
        #expect(Set(drawings.map { $0 / 8 }).count == 1, "all of one character")
        #expect(episode.queries.count { $0.label == label } == queriesEach)
      }
      #expect(Set((episode.presentations + episode.queries).map { $0.drawing / 8 }).count == ways)
    }
  }

  @Test("Every drawing is shown once before any is shown again")
  func rounds() {
    let episode = episode(.init(ways: 3, shots: 2, queriesEach: 1, presentationsEach: 6), seed: 1)
    let rounds = stride(from: 0, to: 18, by: 6).map {
      Set(episode.presentations[$0..<$0 + 6].map(\.drawing))
    }
    #expect(rounds.allSatisfy { $0.count == 6 && $0 == rounds[0] })
    #expect(episode.presentations[0..<6] != episode.presentations[6..<12])
  }

  @Test("The same stream gives the same episode, another one another")
  func reproducible() {
    let shape = FewShotEpisode.Shape(ways: 5, shots: 1, queriesEach: 2, presentationsEach: 5)
    #expect(episode(shape, seed: 1) == episode(shape, seed: 1))
    #expect(episode(shape, seed: 1) != episode(shape, seed: 2))
  }
}
