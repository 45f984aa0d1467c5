import Foundation
import HebbSupport
import Testing

@testable import HebbSweeps

@Suite("What a sweep varies")
struct SweepParameterTests {
  @Test("Each way of writing a parameter is read, and written again")
  func reading() throws {
    #expect(try SweepParameter(grid: "rule=oja,instar") == SweepParameter("rule", .grid(["oja", "instar"])))
    #expect(
      try SweepParameter(grid: "task={name: copy, lag: 3},text").domain == .grid(["{name: copy, lag: 3}", "text"]))
    let cases: [(String, SweepParameter.Domain)] = [
      ("a=log:1e-5:1e-2", .logarithmic(1e-5, 1e-2)), ("a=uniform:-1:1", .uniform(-1, 1)), ("a=int:2:9", .integer(2, 9)),
      ("a=choice:x,y", .choice(["x", "y"])),
    ]
    for (text, domain) in cases {
      let parameter = try SweepParameter(random: text)
      #expect(parameter.domain == domain, "\(text)")
      #expect(try SweepParameter(random: parameter.text) == parameter, "\(text)")
      #expect(try JSONDecoder().decode(SweepParameter.self, from: JSONEncoder().encode(parameter)) == parameter)
    }
  }

  @Test(
    "What is written in another way is refused, with the way to write it",
    arguments: [
      ("a=lag:1:2", "Did you mean “log:”"), ("a=log:0:1", "above 0"), ("a=log:2:1", "two bounds"),
      ("a=uniform:1", "two bounds"), ("a=int:1:2.5", "two bounds"), ("a", "not a key"), ("a=choice:x,,y", "empty"),
      ("a=choice:x,x", "twice"),
    ])
  func wrong(text: String, words: String) {
    let problem = #expect(throws: Problem.self) { try SweepParameter(random: text) }
    #expect(problem?.description.contains(words) == true, "\(problem?.description ?? "")")
  }

  @Test("Draws depend on seed, key and trial alone, keep to their bounds and fill them")
  func draws() throws {
    let rate = try SweepParameter(random: "learningRate=log:1e-5:1e-2")
    let values = (0..<400).compactMap { rate.draw(trial: $0, seed: 7) }
    #expect(values == (0..<400).compactMap { rate.draw(trial: $0, seed: 7) })
    #expect(values != (0..<400).compactMap { rate.draw(trial: $0, seed: 8) })
    let logarithms = values.compactMap(Double.init).map { log10($0) }
    #expect(logarithms.allSatisfy { (-5.0 ... -2.0).contains($0) })
    // A third of them in each decade.
    for decade in [-5.0, -4.0, -3.0] {
      #expect((100...166).contains(logarithms.count { (decade..<decade + 1).contains($0) }))
    }
    let counts = try SweepParameter(random: "n=int:3:5")
    let drawn = (0..<300).compactMap { counts.draw(trial: $0, seed: 1) }
    #expect(Set(drawn) == ["3", "4", "5"])
  }
}
