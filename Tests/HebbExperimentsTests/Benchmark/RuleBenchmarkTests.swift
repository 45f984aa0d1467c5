import HebbExperiments
import HebbFigures
import HebbPlasticity
import Testing

@Suite("The benchmark of learning rules")
struct RuleBenchmarkTests {
  @Test("It tells what was measured, and every rule has its time")
  func result() throws {
    let result = try RuleBenchmark.run(
      neurons: 30, inputs: 20, batch: 7, rounds: 3, threads: 2, instructionSet: "base")
    #expect((result.neurons, result.inputs, result.batch, result.rounds, result.threads) == (30, 20, 7, 3, 2))
    #expect(result.timings.map(\.rule) == (try RuleBenchmarkCase.all().map(\.name)))
    #expect(LearningRules.catalog.names.allSatisfy { name in result.timings.contains { $0.rule == name } })
    #expect(result.timings.allSatisfy { $0.secondsOfProducts > 0 && $0.secondsOfUpdate > 0 && $0.ratio > 0 })
  }

  @Test("The table has a row for each, and says how it was measured")
  func table() throws {
    let text = try RuleBenchmark.run(
      [RuleBenchmarkCase("mine", Hebb())], neurons: 3, inputs: 2, batch: 1, rounds: 1, threads: 1,
      instructionSet: "base"
    ).table.text()
    #expect(text.contains("mine") && text.contains("AᵀX"))
    #expect(text.contains("3 × 2 weights") && text.contains("1 threads, base"))
  }
}
