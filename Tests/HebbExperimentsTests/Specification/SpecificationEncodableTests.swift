import Foundation
import HebbSupport
import Testing

@testable import HebbExperiments

@Suite("Encoding an experiment")
struct SpecificationEncodableTests {
  // JSON is YAML: what is encoded must read as the same experiment.
  @Test("The JSON of an experiment reads as an equal one")
  func roundTrip() throws {
    for specification in [unusual] + (try BuiltIn.all.map { try $0.specification() }) {
      let json = try JSONOutput.text(specification)
      #expect(try ExperimentSpecification(yaml: json, source: "json") == specification)
    }
  }
}
