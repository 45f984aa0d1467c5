import Foundation
import Testing

@Suite("hebb doctor")
struct DoctorCommandTests {
  @Test("It shows kernels, peak, data sets and folders, and warns")
  func text() throws {
    let result = try hebb("doctor", environment: ["HEBB_ISA": "mmx", "HEBB_STORE": "/somewhere/runs"])
    #expect(result.exitCode == 0)
    for word in ["GFLOP/s", "fashion-mnist", "/somewhere/runs", "not a terminal", "Warning: HEBB_ISA asks for mmx"] {
      #expect(result.output.contains(word))
    }
    #expect(result.errors.isEmpty)
  }

  @Test("HEBB_ISA chooses the kernels")
  func kernels() throws {
    let result = try hebb("doctor", "--json", environment: ["HEBB_ISA": "base"])
    let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
    #expect((object?["computing"] as? [String: Any])?["kernels"] as? String == "base")
  }
}
