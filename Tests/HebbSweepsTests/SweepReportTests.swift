import Foundation
import HebbExperiments
import HebbFigures
import HebbTensor
import Testing

@testable import HebbSweeps

@Suite("The report of a sweep")
struct SweepReportTests {
  private let tiny: TinySweep

  init() throws { tiny = try TinySweep() }

  private func definition(_ parameters: [SweepParameter], pruning: Pruning = .none, validation: Int? = 8) throws
    -> SweepDefinition
  {
    try SweepDefinition(
      TinySweep.experiment(), parameters: parameters, trials: parameters.allSatisfy(\.isGrid) ? nil : 9, seeds: [3, 4],
      seed: 3, pruning: pruning, metric: SweepMetric("accuracy.output", .max), data: "/data sets", limit: 40,
      validation: validation)
  }

  private func command(_ definition: SweepDefinition, of experiment: ExperimentFile) -> String {
    SweepReport.command(definition, of: experiment, in: SweepFolder(URL(fileURLWithPath: "/runs/it's mine")))
  }

  @Test("The command that repeats a sweep has all that it was begun with, as words of a shell")
  func repeating() throws {
    let drawn = try definition(
      [SweepParameter("rule", .grid(["oja", "{name: instar}"])), SweepParameter("learningRate", .uniform(0, 1))],
      pruning: .halving(factor: 3, smallest: 0.1))
    #expect(
      command(drawn, of: try TinySweep.experiment())
        == "hebb sweep '/runs/it'\\''s mine/spec.yaml' --data '/data sets' "
        + "--grid 'rule=oja,{name: instar}' --random learningRate=uniform:0.0:1.0 --trials 9 --seeds 2 --seed 3 "
        + "--asha --eta 3 --smallest 0.1 --validation 8 --limit 40 --metric accuracy.output --goal max")
  }

  @Test("Trials that were compared on the test images are again; sequences have no such option")
  func onTest() throws {
    let made = try definition([SweepParameter("channels", .grid(["4"]))], validation: nil)
    #expect(command(made, of: try TinySweep.experiment()).contains("--on-test"))
    #expect(!command(made, of: try ExperimentFile.resolve("hebbian-rnn")).contains("--on-test"))
  }

  @Test("With halving the picture has a mark for every comparison, and squares for the whole trainings")
  func parts() throws {
    let folder = try tiny.folder(
      [SweepParameter("learningRate", .uniform(0, 0.01))], trials: 9, pruning: .halving(factor: 3, smallest: 0.2),
      epochs: 9)
    try SweepWorker(folder, parallel: Parallel(threads: 1)).work(stop: StopRequest())
    let (summary, state) = (try SweepSummary(folder), try folder.loadState())
    let chart = SweepReport.bestSoFar(summary, state)
    #expect(chart.series.map(\.style) == [.line, .dots, .squares])
    #expect(chart.series[1].points.count == 9 && chart.series[2].points.count == state.results.count - 9)
    #expect(chart.series[0].points.last?.x == Double(state.results.count))
    #expect(chart.series[0].points.last?.y == state.results.map(\.value).max())
    #expect(summary.bestSoFar.first?.first == 1)
  }
}
