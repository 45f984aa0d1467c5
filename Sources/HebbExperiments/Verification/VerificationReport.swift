/// The outcomes of all reference cases that were given.
public struct VerificationReport: Sendable, Equatable {
  public let cases: [CaseOutcome]

  /// Whether every case was run, and every result matches.
  public var passed: Bool { count(.match) == cases.count }

  public func count(_ result: CaseOutcome.Result) -> Int { cases.count { $0.result == result } }

  /// "3 of 5 cases match, 1 differs, 1 not supported"
  public var summary: String {
    let total = cases.count == 1 ? "1 case" : "\(cases.count) cases"
    let differing = count(.differs)
    var parts = ["\(count(.match)) of \(total) \(count(.match) == 1 ? "matches" : "match")"]
    if differing > 0 { parts.append("\(differing) \(differing == 1 ? "differs" : "differ")") }
    if count(.notSupported) > 0 { parts.append("\(count(.notSupported)) not supported") }
    return parts.joined(separator: ", ")
  }
}

extension VerificationReport: Encodable {
  private enum CodingKeys: CodingKey { case cases, passed, tolerance, matching, differing, notSupported }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(cases, forKey: .cases)
    try container.encode(passed, forKey: .passed)
    try container.encode(Verification.tolerance, forKey: .tolerance)
    try container.encode(count(.match), forKey: .matching)
    try container.encode(count(.differs), forKey: .differing)
    try container.encode(count(.notSupported), forKey: .notSupported)
  }
}
