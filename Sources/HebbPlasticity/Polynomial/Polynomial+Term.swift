extension Polynomial {
  /// A product of powers, xᵃ yᵇ wᶜ, with exponents from 0 to 2.
  public struct Term: Sendable, Hashable {
    /// The exponents a, b and c.
    public let x: Int
    public let y: Int
    public let w: Int

    /// The largest exponent of each variable.
    public static let highestExponent = 2

    /// Precondition: exponents are from 0 to 2.
    public init(x: Int, y: Int, w: Int) {
      let allowed = 0...Self.highestExponent
      precondition(allowed.contains(x) && allowed.contains(y) && allowed.contains(w), "exponents from 0 to 2")
      (self.x, self.y, self.w) = (x, y, w)
    }

    /// All 27 terms, ordered by the exponent of x, then of y, then of w: 1, w, w², y, y w…
    public static let all: [Term] = (0..<27).map { Term(x: $0 / 9, y: $0 / 3 % 3, w: $0 % 3) }

    /// The place in `all`.
    public var index: Int { 9 * x + 3 * y + w }

    /// a + b + c.
    public var degree: Int { x + y + w }
  }
}
