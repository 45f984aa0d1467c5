import Foundation

/// The reference results in `readout.json`, computed in float64 outside of this package; in the folder that the
/// environment variable HEBB_FIXTURES names.
struct ReadoutFixture: Decodable {
  struct Case: Decodable {
    struct Expected: Decodable {
      var weights: [[Double]]?
      var intercept: [Double]?
      var predictions: [Int]?
      var features: [[Double]]?
    }
    var name: String
    var features: [[Double]]?
    var labels: [Int]?
    var classes: Int?
    var lambda: Double?
    var expected: Expected
  }
  var cases: [Case]

  static let folder = ProcessInfo.processInfo.environment["HEBB_FIXTURES"]

  static func data() throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: folder ?? "").appendingPathComponent("readout.json"))
  }

  static func named(_ name: String) throws -> Case? {
    try JSONDecoder().decode(ReadoutFixture.self, from: data()).cases.first { $0.name == name }
  }
}

/// Why a test of the reference results did not run.
let skipped = "set HEBB_FIXTURES to the folder of the reference results"
