import HebbTensor
import Testing

@testable import HebbSweeps

@Suite("How much a parameter matters")
struct ParameterImportanceTests {
  /// y = 3·[rule] + 2·rate + noise, beside a parameter without any effect.
  @Test("Shares are those of the variances of a known function")
  func known() throws {
    var random = RandomStream(seed: 1, "test")
    var (rules, rates, idle, values) = ([String](), [String](), [String](), [Double]())
    for _ in 0..<3000 {
      let rule = random.next(below: 2)
      let rate = Double(random.uniform())
      rules.append(["oja", "instar"][rule])
      rates.append("\(rate)")
      idle.append("\(random.uniform())")
      values.append(3 * Double(rule) + 2 * rate + 0.5 * Double(random.normal()))
    }
    func share(_ texts: [String], _ domain: SweepParameter.Domain) throws -> Double {
      try #require(
        ParameterImportance.share(groups: ParameterImportance.groups(of: texts, domain), values: values))
    }
    // Variances: 9 / 4, 4 / 12 (of which six groups see 35 / 36) and 1 / 4.
    let total = 9.0 / 4 + 4.0 / 12 + 1.0 / 4
    #expect(abs(try share(rules, .grid(["oja", "instar"])) - 9.0 / 4 / total) < 0.02)
    #expect(abs(try share(rates, .uniform(0, 1)) - 4.0 / 12 * 35 / 36 / total) < 0.02)
    #expect(try share(idle, .uniform(0, 1)) < 0.01)
  }

  @Test("What two parameters do only together is not seen")
  func interaction() throws {
    let values = [(0, 0), (0, 1), (1, 0), (1, 1)].map { $0.0 == $0.1 ? 1.0 : 0 }
    #expect(ParameterImportance.share(groups: [0, 0, 1, 1], values: values) == 0)
  }

  @Test("By chance a parameter without effect gets nothing, even of few trials")
  func chance() {
    var random = RandomStream(seed: 2, "test")
    let shares = (0..<500).map { _ in
      ParameterImportance.share(
        groups: (0..<12).map { $0 % 4 }, values: (0..<12).map { _ in Double(random.normal()) }) ?? 0
    }
    // Cut off at 0, so its mean is a little above; without the correction it would be 3 / 11.
    #expect(shares.reduce(0, +) / 500 < 0.13)
  }

  @Test("Too few trials, or all alike, tell nothing; equal numbers are in one group")
  func little() {
    #expect(ParameterImportance.share(groups: [0, 1], values: [1, 2]) == nil)
    #expect(ParameterImportance.share(groups: [0, 0, 1, 1], values: [1, 1, 1, 1]) == nil)
    let groups = ParameterImportance.groups(of: ["1", "1", "1", "1", "2", "2"], .integer(1, 2))
    #expect(groups == [0, 0, 0, 0, 1, 1])
  }
}
