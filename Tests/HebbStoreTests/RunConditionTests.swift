import HebbSupport
import Testing

@testable import HebbStore

@Suite("Conditions on runs")
struct RunConditionTests {
  @Test(
    "A condition is a key, a comparison and a value",
    arguments: [
      ("a=1", "a", RunCondition.Comparison.equal, "1"), ("accuracy.output >= 0.6", "accuracy.output", .atLeast, "0.6"),
      ("a!=b", "a", .notEqual, "b"), ("a<=-1", "a", .atMost, "-1"), ("a~b=c", "a", .contains, "b=c"),
      ("a>1", "a", .above, "1"), ("a<1", "a", .below, "1"),
    ])
  func parsing(text: String, key: String, comparison: RunCondition.Comparison, value: String) throws {
    let condition = try RunCondition(text)
    #expect(condition.key == key && condition.comparison == comparison && condition.value == value)
  }

  @Test("What is no condition is a problem that quotes it", arguments: ["", "a", "=1", "a=", "a!1", "  ~ "])
  func wrong(text: String) {
    let problem = #expect(throws: Problem.self) { try RunCondition(text) }
    #expect(problem?.place == "--where \(text)")
  }

  @Test("Numbers compare as numbers, texts as texts")
  func comparing() throws {
    #expect(try RunCondition("a=1.0").holds(for: "1"))
    #expect(try RunCondition("a>9").holds(for: "10"))
    #expect(try !RunCondition("a>9").holds(for: "9"))
    #expect(try RunCondition("a~CNN").holds(for: "hebbian-cnn"))
    #expect(try RunCondition("a!=b").holds(for: "c") && !RunCondition("a!=b").holds(for: "b"))
    #expect(try RunCondition("a<=b").holds(for: "b") && RunCondition("a<b").holds(for: "a"))
  }
}
