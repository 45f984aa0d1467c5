import HebbSupport
import Testing

@Suite("Reports of problems")
struct ProblemReportTests {
  private let problem = Problem("unknown key", at: "net.yaml:3, layers", advice: "Spell it right.")

  @Test("A person reads what, where and what to do on a line each")
  func text() {
    #expect(
      ProblemReport(problem).text == "error: unknown key\n  where: net.yaml:3, layers\n  advice: Spell it right.")
    #expect(ProblemReport(Problem("no")).text == "error: no")
  }

  @Test("A program finds the same under three keys, null where there is nothing")
  func json() throws {
    #expect(
      try JSONOutput.text(ProblemReport(problem)) == """
        {
          "error" : {
            "advice" : "Spell it right.",
            "place" : "net.yaml:3, layers",
            "what" : "unknown key"
          }
        }
        """)
    #expect(try JSONOutput.text(ProblemReport(Problem("no"))).contains("\"place\" : null"))
  }
}
