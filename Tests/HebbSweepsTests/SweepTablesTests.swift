import HebbFigures
import Testing

@testable import HebbSweeps

@Suite("The tables of a sweep")
struct SweepTablesTests {
  private let tiny: TinySweep

  init() throws { tiny = try TinySweep() }

  /// Two trials that have finished.
  private func summary() throws -> SweepSummary {
    let folder = try tiny.folder([
      SweepParameter("layers.0.learningRate", .grid(["0.01", "0.001"])),
      SweepParameter("training.epochs", .grid(["1"])),
    ])
    try folder.update { state in
      let definition = try folder.loadDefinition()
      while let task = state.take(for: "w", definition) {
        state.finish(task, value: Double(task.trial), definition)
      }
    }
    return try SweepSummary(folder)
  }

  @Test("What a trial reached comes first, then its values under short titles")
  func columns() throws {
    let table = try summary().table()
    #expect(table.columns.map(\.header) == ["trial", "accuracy.output", "status", "learningRate", "epochs"])
    #expect(
      table.groups[0].rows == [["2", "1.0000", "finished", "0.001", "1"], ["1", "0.0000", "finished", "0.01", "1"]])
    #expect(try summary().bestText == "trial 2: 1.0000 (layers.0.learningRate=0.001, training.epochs=1)")
  }

  @Test("One is not many")
  func plurals() throws {
    let summary = try summary()
    #expect(summary.table(atMost: 1).notes == ["1 further trial is in the report."])
    #expect(summary.table(atMost: 0).notes == ["2 further trials are in the report."])
    #expect(summary.counts == "2 of 2 trials finished")
  }
}
