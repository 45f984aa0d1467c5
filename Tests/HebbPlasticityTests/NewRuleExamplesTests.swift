import HebbPlasticity
import HebbTensor
import Testing

@Suite("Rules of one's own")
struct NewRuleExamplesTests {
  @Test("Placeholder")
  func placeholder() {}
}
