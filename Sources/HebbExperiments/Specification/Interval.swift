/// The numbers that a setting may have, with the words for an error message.
struct Interval<Number: Comparable & Sendable & CustomStringConvertible>: Sendable, CustomStringConvertible {
  let lower: Number
  let includesLower: Bool
  let upper: Number

  static func closed(_ lower: Number, _ upper: Number) -> Self {
    Self(lower: lower, includesLower: true, upper: upper)
  }

  /// (lower, upper]
  static func above(_ lower: Number, to upper: Number) -> Self {
    Self(lower: lower, includesLower: false, upper: upper)
  }

  /// False for NaN.
  func contains(_ number: Number) -> Bool {
    (includesLower ? number >= lower : number > lower) && number <= upper
  }

  var description: String { includesLower ? "from \(lower) to \(upper)" : "above \(lower) and at most \(upper)" }
}
