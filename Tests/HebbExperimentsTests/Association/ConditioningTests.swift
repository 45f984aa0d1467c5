import HebbFigures
import HebbMemories
import HebbSupport
import Testing

@testable import HebbExperiments

@Suite("Classical conditioning")
struct ConditioningTests {
  private func result(_ rule: AssociationRule) throws -> Conditioning {
    try Conditioning(rule: rule, rate: 0.1, decay: 0.1, trials: 60)
  }

  @Test("Responses are acquired and extinguished", arguments: [AssociationRule.hebb, .outstar, .rescorlaWagner])
  func acquisition(rule: AssociationRule) throws {
    let result = try result(rule)
    #expect(result.acquired > 0.99 && result.extinguished < 0.01)
  }

  @Test("An error-correcting rule blocks; rules that see one connection at a time do not")
  func blocking() throws {
    #expect(try result(.rescorlaWagner).blockedShare > 0.99)
    for rule in [AssociationRule.hebb, .oja, .outstar] { #expect(abs(try result(rule).blockedShare) < 1e-9) }
  }

  @Test("In the control group of the error-correcting rule, light and tone share what there is to predict")
  func control() throws {
    #expect(abs(try result(.rescorlaWagner).toneInControl - 0.5) < 0.01)
    #expect(try result(.hebb).toneInControl > 0.99)
  }

  @Test("Table and picture have a place for every rule")
  func report() throws {
    let results = try AssociationRule.allCases.map(result)
    #expect(Conditioning.table(of: results).groups[0].rows.count == 4)
    #expect(Conditioning.rows(of: results).map(\.count) == [4, 4])
    #expect(Conditioning.rows(of: results)[1][3].svg().contains("light and tone"))
  }
}
