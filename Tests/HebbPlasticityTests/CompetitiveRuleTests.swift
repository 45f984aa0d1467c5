import HebbPlasticity
import Testing

@Suite("Competitive rules")
struct CompetitiveRuleTests {
  @Test("decay is the number of wins, except for plain Hebb, which never forgets")
  func decay() {
    #expect(CompetitiveRule.hebb.decay(wins: 7) == 0)
    #expect(CompetitiveRule.instar.decay(wins: 7) == 7)
    #expect(CompetitiveRule.oja.decay(wins: 7) == 7)
    #expect(CompetitiveRule.instar.decay(wins: 0) == 0)
  }
}
