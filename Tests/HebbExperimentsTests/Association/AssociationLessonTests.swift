import HebbFigures
import HebbMemories
import HebbSupport
import Testing

@testable import HebbExperiments

@Suite("Lessons of associations")
struct AssociationLessonTests {
  private func lesson(_ pairs: [[String]], seed: UInt64 = 1) throws -> AssociationLesson {
    try AssociationLesson(
      phases: pairs.map { try $0.map(AssociationPair.init(parsing:)) }, rules: [.hebb, .rescorlaWagner], rate: 0.1,
      decay: 0.1, trials: 12, seed: seed)
  }

  @Test("All rules begin with the same random weights, which the seed decides")
  func start() throws {
    let (one, again, other) = (
      try lesson([["1,0=1"]]), try lesson([["1,0=1"]]), try lesson([["1,0=1"]], seed: 2)
    )
    #expect(one.histories[0].weights[0] == one.histories[1].weights[0])
    #expect(one.histories[0].weights == again.histories[0].weights)
    #expect(one.histories[0].weights[0] != other.histories[0].weights[0])
    #expect(one.histories[0].weights[0].allSatisfy { (0..<0.5).contains($0) })
  }

  @Test("Inputs that occur in several pairs are one column of the table")
  func table() throws {
    let lesson = try lesson([["1,0=1", "0,1=0"], ["1,0=0"]])
    #expect(lesson.probes == [[1, 0], [0, 1]])
    #expect(lesson.table.columns.map(\.header) == ["trial", "w1", "w2", "response to 1,0", "response to 0,1"])
    #expect(lesson.table.groups[0].rows.map { $0[0] } == ["0", "1", "2", "5", "10", "20", "24", "36"])
    #expect(lesson.row.count == 2)
  }

  @Test("No pairs are refused, and pairs of different widths")
  func mistakes() {
    #expect(throws: Problem.self) { try lesson([]) }
    #expect(throws: Problem.self) { try lesson([["1,0=1"], ["1=1"]]) }
  }
}
