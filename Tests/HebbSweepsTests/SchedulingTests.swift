import Foundation
import HebbExperiments
import HebbTensor
import Testing

@testable import HebbSweeps

@Suite("Which run is next")
struct SchedulingTests {
  private func definition(trials: Int, seeds: Int = 1, _ pruning: Pruning) throws -> SweepDefinition {
    try SweepDefinition(
      TinySweep.experiment(), parameters: [SweepParameter("learningRate", .uniform(0, 1))], trials: trials,
      seeds: (0..<UInt64(seeds)).map { $0 }, seed: 1, pruning: pruning, metric: SweepMetric("x", .max), data: nil,
      limit: nil, validation: nil)
  }

  /// One worker to the end: what it did.
  private func alone(
    _ definition: SweepDefinition, _ state: inout SweepState, value: (SweepState.Task) -> Double?
  ) -> [[Int]] {
    var done: [[Int]] = []
    while let task = state.take(for: "w", definition) {
      done.append([task.trial, task.rung])
      if let value = value(task) { state.finish(task, value: value, definition) } else { state.fail(task, "broken") }
    }
    return done
  }

  @Test("Successive halving promotes as in an example worked by hand")
  func example() throws {
    let definition = try definition(trials: 9, .halving(factor: 3, smallest: 0.1))
    var state = SweepState(trials: 9, seeds: 1)
    let quality: [Double] = [5, 3, 8, 1, 9, 2, 7, 4, 6]
    let done = alone(definition, &state) { quality[$0.trial] }
    #expect(
      done == [
        [0, 0], [1, 0], [2, 0], [2, 1], [3, 0], [4, 0], [4, 1], [5, 0], [6, 0], [7, 0], [8, 0], [6, 1], [4, 2],
      ])
    #expect(state.isComplete(definition) && state.trials[4].reached == 3)
  }

  @Test("A failed trial counts as the worst of its rung and is never promoted")
  func failures() throws {
    let definition = try definition(trials: 9, .halving(factor: 3, smallest: 0.1))
    var state = SweepState(trials: 9, seeds: 1)
    let done = alone(definition, &state) { $0.trial < 4 ? nil : Double($0.trial) }
    #expect(done.filter { $0[1] > 0 }.allSatisfy { $0[0] >= 4 })
    #expect(done.contains { $0[1] == 2 } && state.trials.count { $0.hasFailed } == 4)
    #expect(state.isComplete(definition))
  }

  /// Any number of workers, whose tasks end in any order.
  @Test("Whoever is promoted is among the best of its rung at that time", arguments: 1...8)
  func promotions(workers: Int) throws {
    let definition = try definition(trials: 60, seeds: 1, .halving(factor: 3, smallest: 0.02))
    for seed in 0..<20 {
      var random = RandomStream(seed: UInt64(seed), "test")
      var state = SweepState(trials: 60, seeds: 1)
      var running: [SweepState.Task] = []
      while true {
        while running.count < workers, let task = state.take(for: "w", definition) {
          if task.rung > 0 {
            let results = state.results.filter { $0.rung == task.rung - 1 }
            let own = try #require(results.first { $0.trial == task.trial })
            #expect(results.count { $0.value > own.value } < results.count / 3)
          }
          running.append(task)
        }
        guard !running.isEmpty else { break }
        let task = running.remove(at: random.next(below: running.count))
        state.finish(task, value: Double(random.uniform()), definition)
      }
      #expect(state.isComplete(definition))
      let counts = definition.rungs.indices.map { rung in state.results.count { $0.rung == rung } }
      // All that may go on did; those that were promoted too early come on top.
      #expect(counts[0] == 60 && counts[1] >= 20 && counts[1] < 40 && counts[3] >= 1, "\(counts)")
    }
  }

  @Test("All seeds of a trial are trained before the next trial; a failed seed ends its trial")
  func seeds() throws {
    let definition = try definition(trials: 3, seeds: 2, .none)
    var state = SweepState(trials: 3, seeds: 2)
    let done = alone(definition, &state) { $0.trial == 1 ? nil : Double($0.run) }
    #expect(done == [[0, 0], [0, 0], [1, 0], [2, 0], [2, 0]])
    #expect(state.results.map(\.value) == [0.5, 0.5])
    #expect(state.trials[0].standardError(at: 0) == 0.5)
    #expect(state.retryFailed().map(\.trial) == [1] && !state.isComplete(definition))
  }

  @Test("A trial without the number has failed if others have it; if none has, the sweep is over")
  func missing() throws {
    let definition = try definition(trials: 3, .none)
    var state = SweepState(trials: 3, seeds: 1)
    var others = state
    let first = SweepState.Task(trial: 0, run: 0, rung: 0)
    #expect(state.take(for: "w", definition) == first)
    state.miss(first, "no such number")
    #expect(state.problem == "no such number" && state.trials[0].problem == nil && state.workers.isEmpty)
    #expect(state.take(for: "w", definition) == nil && !state.isComplete(definition))

    let second = SweepState.Task(trial: 1, run: 0, rung: 0)
    #expect(others.take(for: "w", definition) == first && others.take(for: "v", definition) == second)
    others.finish(first, value: 1, definition)
    others.miss(second, "no such number")
    #expect(others.problem == nil && others.trials[1].problem == "no such number")
    #expect(others.take(for: "w", definition)?.trial == 2)
  }

  @Test("With the median rule a trial ends where it is worse than the median of at least four others")
  func median() throws {
    let definition = try definition(trials: 8, .median(points: 3))
    var state = SweepState(trials: 8, seeds: 1)
    let quality: [Double] = [5, 6, 7, 8, 1, 9, 6, 7]
    let done = alone(definition, &state) { quality[$0.trial] }
    #expect(done.filter { $0[0] == 4 } == [[4, 0]])
    #expect(done.filter { $0[0] == 5 } == [[5, 0], [5, 1], [5, 2]])
    #expect(state.trials.map(\.isStopped) == [false, false, false, false, true, false, true, false])
    #expect(state.isComplete(definition))
  }

  @Test("A dead worker's run is taken up again; one that kills five of them has failed")
  func deaths() throws {
    let definition = try definition(trials: 1, .none)
    var state = SweepState(trials: 1, seeds: 1)
    for death in 1...SweepState.mostDeaths {
      #expect(state.take(for: "w\(death)", definition)?.trial == 0)
      state.reclaim { $0 == "w\(death)" }
      #expect(state.trials[0].runs[0].worker == "w\(death)")
      state.reclaim { _ in false }
    }
    #expect(state.take(for: "w", definition) == nil)
    #expect(state.trials[0].problem?.contains("died 5 times") == true)
  }
}
