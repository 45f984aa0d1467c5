/// What the page shows of a run in lists.
struct ListedRun: Sendable, Equatable, Encodable {
  let name: String
  /// "images" or "sequences".
  let kind: String
  let experiment: String
  /// The data set, or the text.
  let data: String
  let method: String?
  let seed: UInt64
  let status: String
  /// ISO 8601, UTC.
  let started: String
  var tags: [String] = []
  /// Results by name: "accuracy.output" as a fraction, "testBits", "imagesPerSecond".
  var values: [String: Double] = [:]
  /// The network writes text on request.
  var writes = false

  var isRunning: Bool { status == "running" }
}
