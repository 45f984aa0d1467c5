import Foundation
import HebbData
import HebbPlasticity
import HebbSupport
import HebbTensor
import Testing

@testable import HebbExperiments

@Suite("The few-shot task")
struct FewShotTaskTests {
  private static func synthetic(episodes: Int = 8, scoredEpisodes: Int = 200) throws -> FewShotTask {
    try FewShotTask(
      training: SyntheticCharacters.drawings(characters: 12, seed: 1),
      heldOut: SyntheticCharacters.drawings(characters: 12, seed: 2), episodes: episodes,
      scoredEpisodes: scoredEpisodes)
  }

  private func fitness(_ formula: String, seed: UInt64 = 1) throws -> Double {
    let task = try Self.synthetic()
    var random = RandomStream(seed: seed, "environment")
    let environment = task.environment(using: &random)
    return task.fitness(of: try Polynomial(parsing: formula), in: environment, using: &random)
  }

  /// What is gained over Hebb's rule on characters held out: mean over shots of the differences, and the standard error
  /// that it would have if episodes were not the same for both rules.
  private func gain(_ rule: Polynomial, _ task: FewShotTask) -> (
    gain: Double, standardError: Double
  ) {
    func scores(_ rule: Polynomial) -> [DiscoveryScore] {
      var random = RandomStream(seed: 4, "scores")
      return task.scores(of: rule, using: &random)
    }
    let (hebb, found) = (scores(task.references[0].rule), scores(rule))
    let difference = zip(found, hebb).map { $0.value - $1.value }.reduce(0, +) / 2
    let variance =
      (hebb + found).reduce(0) { $0 + ($1.standardError ?? 1) * ($1.standardError ?? 1) } / 4
    return (difference, variance.squareRoot())
  }

  @Test("Hebb's rule is better than chance, its opposite worse, and no rule is exactly chance")
  func order() throws {
    let (hebb, chance, opposite) = (try fitness("x*y"), try fitness("0"), try fitness("-x*y"))
    #expect(hebb > 0.35 && hebb <= 1)
    #expect(abs(chance - 0.2) < 1e-12)
    #expect(opposite >= 0 && opposite < 0.15)
  }

  @Test("Divergence is worse than any rule under which weights stay finite")
  func divergence() throws {
    for formula in ["1e30 x*y", "100 w + x y", "1e30 + 1e30 w^2"] {
      #expect(try fitness(formula) == -1)
    }
  }

  @Test(
    "Half of the episodes of an environment have one shot, half have five; another stream gives others"
  )
  func environment() throws {
    let task = try Self.synthetic()
    var (first, second) = (RandomStream(seed: 1, "a"), RandomStream(seed: 1, "b"))
    let episodes = task.environment(using: &first).episodes
    #expect(
      episodes.map { Set($0.presentations.map(\.drawing)).count } == [5, 25, 5, 25, 5, 25, 5, 25])
    #expect(episodes.allSatisfy { $0.presentations.count == 25 && $0.queries.count == 25 })
    #expect(task.environment(using: &second).episodes != episodes)
  }

  @Test(
    "Scores are accuracies on held-out characters, with standard errors, and 0 where weights diverge"
  )
  func scores() throws {
    let task = try Self.synthetic()
    var random = RandomStream(seed: 1, "scores")
    let scores = task.scores(of: try Polynomial(parsing: "x*y"), using: &random)
    #expect(scores.map(\.name) == ["5-way 1-shot accuracy", "5-way 5-shot accuracy"])
    for score in scores {
      #expect(score.value > 0.35 && score.value < 1)
      let standardError = try #require(score.standardError)
      #expect(standardError > 0.002 && standardError < 0.03)
    }
    let runaway = task.scores(of: try Polynomial(parsing: "1e30 x"), using: &random)
    #expect(runaway.map(\.value) == [0, 0])
  }

  @Test(
    "Its references are the rules that they are called, and a term costs less than it is worth to a good rule"
  )
  func references() throws {
    let task = try Self.synthetic()
    #expect(
      task.references.map { "\($0.name): \($0.rule)" } == [
        "hebb: x*y", "oja: x*y - y^2*w", "instar: x*y - y*w",
      ])
    #expect(task.termCost > 0 && task.termCost < 0.01)
  }

  @Test("Too few characters or drawings, and sizes that differ, are problems")
  func badInput() throws {
    let good = SyntheticCharacters.drawings(characters: 5, each: 10, seed: 1)
    _ = try FewShotTask(training: good, heldOut: good)
    let few = try #require(throws: Problem.self) {
      try FewShotTask(
        training: good, heldOut: SyntheticCharacters.drawings(characters: 4, each: 10, seed: 1))
    }
    #expect(
      few.what.contains("4 characters") && few.what.contains("held out")
        && few.advice?.contains("5") == true)
    let sparse = try #require(throws: Problem.self) {
      try FewShotTask(
        training: SyntheticCharacters.drawings(characters: 5, each: 9, seed: 1), heldOut: good)
    }
    #expect(sparse.what.contains("9 drawings") && sparse.advice?.contains("10 drawings") == true)
    let sizes = try #require(throws: Problem.self) {
      try FewShotTask(
        training: good, heldOut: SyntheticCharacters.drawings(characters: 5, side: 8, seed: 1))
    }
    #expect(sizes.what.contains("10") && sizes.what.contains("8"))
  }

  @Test(
    "A small search from a random start beats Hebb's rule on synthetic characters that it has not seen"
  )
  func search() throws {
    let task = try Self.synthetic(episodes: 12, scoredEpisodes: 500)
    let settings = DiscoverySettings(
      task: task.name, seed: 1, generations: 40, population: 12,
      terms: try DiscoverySettings.terms(parsing: "x, x*y, x*w^2, x*y*w^2"))
    let (gain, standardError) = gain(try outcome(of: DiscoverySearch(task, settings)), task)
    #expect(gain > 0.02 && gain > 4 * standardError, "\(gain) ± \(standardError)")
  }

  @Test(
    "A small search from a random start and all terms beats Hebb's rule on alphabets of Omniglot that it has not seen",
    .enabled(if: OmniglotData.isAvailable, Comment(rawValue: OmniglotData.advice)))
  func omniglotSearch() throws {
    let task = try FewShotTask.omniglot(data: OmniglotData.folder)
    let settings = DiscoverySettings(task: task.name, seed: 1, generations: 60, population: 16)
    let rule = try outcome(of: DiscoverySearch(task, settings))
    let (gain, standardError) = gain(rule, task)
    #expect(gain > 0.05 && gain > 10 * standardError, "\(gain) ± \(standardError) by \(rule)")
  }

  @Test(
    "On held-out alphabets of Omniglot, soft bounds are worth 7 and 15 points of accuracy to Hebb's rule",
    .enabled(if: OmniglotData.isAvailable, Comment(rawValue: OmniglotData.advice)))
  func omniglotRules() throws {
    let task = try FewShotTask.omniglot(data: OmniglotData.folder)
    func accuracy(_ formula: String) throws -> [Double] {
      var random = RandomStream(seed: 1, "scores")
      return task.scores(of: try Polynomial(parsing: formula), using: &random).map(\.value)
    }
    let (hebb, bounded) = (try accuracy("x*y"), try accuracy("x (y + 0.3) (5 - w^2)"))
    #expect(abs(hebb[0] - 0.49) < 0.02 && abs(hebb[1] - 0.56) < 0.02, "\(hebb)")
    #expect(bounded[0] - hebb[0] > 0.05 && bounded[1] - hebb[1] > 0.12, "\(bounded)")
  }

  private func outcome(of search: DiscoverySearch<FewShotTask>) throws -> Polynomial {
    var search = search
    while !search.state.isFinished { try search.advance() }
    return try #require(search.state.outcome)
  }
}
