import HebbData
import TestSupport
import Testing

@Suite("Dividing a text")
struct TextSplitTests {
  @Test("The parts follow each other and cover the text", arguments: [0, 1, 19, 20, 21, 1000, 12_345])
  func cover(count: Int) {
    for split in [TextSplit(), TextSplit(validation: 0, test: 0.5), TextSplit(validation: 0.9, test: 0.09)] {
      let ranges = TextPart.allCases.map { split.range(of: $0, in: count) }
      #expect(ranges[0].lowerBound == 0)
      #expect(ranges[0].upperBound == ranges[1].lowerBound)
      #expect(ranges[1].upperBound == ranges[2].lowerBound)
      #expect(ranges[2].upperBound == count)
    }
  }

  @Test("By default 90, 5 and 5 per cent")
  func shares() {
    #expect(TextPart.allCases.map { TextSplit().range(of: $0, in: 1000) } == [0..<900, 900..<950, 950..<1000])
  }

  @Test("Shares that are none, or leave nothing to learn from, are problems")
  func wrong() {
    for share in [-0.1, 1, .nan, .infinity] {
      expectProblem(mentioning: "validation", "\(share)") { try TextSplit(validation: share).check() }
      expectProblem(mentioning: "split.test") { try TextSplit(test: share).check() }
    }
    expectProblem(mentioning: "nothing to learn from") { try TextSplit(validation: 0.5, test: 0.5).check() }
  }
}
