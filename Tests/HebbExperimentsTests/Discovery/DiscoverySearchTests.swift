import Foundation
import HebbPlasticity
import HebbTensor
import Testing

@testable import HebbExperiments

@Suite("The search for rules")
struct DiscoverySearchTests {
  private func finished<Task: DiscoveryTask>(_ search: DiscoverySearch<Task>) throws -> DiscoverySearch<Task> {
    var search = search
    while !search.state.isFinished { try search.advance() }
    return search
  }

  private func target(_ formula: String = "0.8 x y - 0.6 y^2 w") throws -> TargetTask {
    TargetTask(target: try Polynomial(parsing: formula))
  }

  private let few = [(0, 0, 1), (0, 2, 1), (1, 0, 0), (1, 1, 0), (2, 2, 2)].map(Polynomial.Term.init)

  #if DEBUG
    // Lifetimes take long without optimisation.
    private static let seeds: [UInt64] = [1]
  #else
    private static let seeds: [UInt64] = [1, 2, 3]
  #endif

  @Test("From a random start and all 27 terms it rediscovers Oja's rule", arguments: seeds)
  func oja(seed: UInt64) throws {
    let task = PrincipalComponentTask(lifetimes: 4, steps: 200)
    let settings = DiscoverySettings(task: task.name, seed: seed, generations: 120, population: 32)
    let rule = try finished(DiscoverySearch(task, settings)).state.rule
    #expect(Set(rule.terms.map(\.description)) == ["x*y", "y^2*w"], "\(rule)")
    #expect(rule[x: 1, y: 1, w: 0] > 0)
    #expect(abs(rule[x: 0, y: 2, w: 1] / rule[x: 1, y: 1, w: 0] + 1) < 0.05, "\(rule)")
  }

  @Test("It finds a known target, and leaves out the terms that are worth nothing")
  func known() throws {
    let search = try finished(
      DiscoverySearch(target(), DiscoverySettings(task: "target", generations: 100, population: 16, terms: few)))
    let rule = search.state.rule
    #expect(rule.terms.map(\.description) == ["y^2*w", "x*y"], "\(rule)")
    // The cost of terms pulls coefficients a little.
    #expect(abs(rule[x: 1, y: 1, w: 0] - 0.8) < 0.02 && abs(rule[x: 0, y: 2, w: 1] + 0.6) < 0.02, "\(rule)")
    #expect(search.state.stage >= 1 && search.state.history.map(\.stage) == search.state.history.map(\.stage).sorted())
    #expect(search.state.history.count { $0.stage == 0 } == 100)
    #expect(search.state.history.count { $0.stage == 1 } == 20)
  }

  @Test("The result has the same bits for any number of threads, and others for another seed")
  func threads() throws {
    var task = try target()
    task.noise = 0.1
    func state(_ threads: Int, seed: UInt64 = 5) throws -> DiscoveryState {
      let settings = DiscoverySettings(task: "target", seed: seed, generations: 20, population: 9, terms: few)
      return try finished(DiscoverySearch(task, settings, parallel: Parallel(threads: threads))).state
    }
    let alone = try state(1)
    for threads in 2...4 { #expect(try state(threads) == alone) }
    #expect(try state(1, seed: 6) != alone)
  }

  @Test("Stored and resumed after any generation it ends with the same bits")
  func resumption() throws {
    let task = PrincipalComponentTask(lifetimes: 1, steps: 40)
    let settings = DiscoverySettings(task: task.name, seed: 3, generations: 10, population: 6, terms: few)
    var search = DiscoverySearch(task, settings)
    var states = [search.state]
    while !search.state.isFinished {
      try search.advance()
      states.append(search.state)
    }
    for state in states {
      let stored = try JSONDecoder().decode(DiscoveryState.self, from: JSONEncoder().encode(state))
      #expect(stored == state && stored.isValid)
      #expect(try finished(DiscoverySearch(task, settings, stored)).state == search.state)
    }
  }

  @Test("A finished search does nothing more")
  func finished() throws {
    var search = try finished(
      DiscoverySearch(target(), DiscoverySettings(task: "target", generations: 1, population: 4, terms: few)))
    let state = search.state
    try search.advance()
    #expect(search.state == state)
  }

  @Test("Where every rule fails, the outcome is the rule without terms")
  func hopeless() throws {
    var task = try target()
    task.isHopeless = true
    let search = try finished(
      DiscoverySearch(task, DiscoverySettings(task: "target", generations: 3, population: 4, terms: few)))
    #expect(search.state.outcome == Polynomial())
    #expect(search.state.history.allSatisfy { $0.bestFitness == nil && $0.meanFitness == nil })
  }

  @Test("A single term can be searched, and the terms that are not allowed stay away")
  func singleTerm() throws {
    let term = Polynomial.Term(x: 1, y: 1, w: 0)
    let search = try finished(
      DiscoverySearch(target(), DiscoverySettings(task: "target", generations: 60, population: 8, terms: [term])))
    #expect(search.state.rule.terms == [term] && abs(search.state.rule[term] - 0.8) < 0.01)
  }
}
