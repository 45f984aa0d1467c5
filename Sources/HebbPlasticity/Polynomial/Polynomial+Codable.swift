/// Stored as its formula, which holds every bit of the coefficients.
extension Polynomial: Codable {
  public init(from decoder: any Decoder) throws {
    try self.init(parsing: decoder.singleValueContainer().decode(String.self))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(formula)
  }
}

/// Stored as in a formula: "y^2*w".
extension Polynomial.Term: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let terms = try container.decode(Polynomial.self).terms
    guard let term = terms.first, terms.count == 1 else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a single term")
    }
    self = term
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
