/// How a mistake is shown to the user: as lines for a person, or as JSON for a program.
public struct ProblemReport: Sendable, Equatable, Encodable {
  private struct Details: Sendable, Equatable, Encodable {
    let what: String
    let place: String?
    let advice: String?

    enum CodingKeys: CodingKey { case what, place, advice }

    /// All three keys are always there, null where there is nothing to say.
    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(what, forKey: .what)
      try container.encode(place, forKey: .place)
      try container.encode(advice, forKey: .advice)
    }
  }

  private let error: Details

  public init(_ problem: Problem) {
    error = Details(what: problem.what, place: problem.place, advice: problem.advice)
  }

  /// Up to three lines: "error: …", "  where: …" and "  advice: …".
  public var text: String {
    [
      "error: \(error.what)",
      error.place.map { "  where: \($0)" },
      error.advice.map { "  advice: \($0)" },
    ].compactMap(\.self).joined(separator: "\n")
  }
}
