/// A piece of a formula and where it begins.
struct FormulaToken: Equatable {
  enum Kind: Equatable {
    case number(Double)
    case variable(Variable)
    case plus, minus, times, divide
    case power
    /// "²": a power with its exponent.
    case superscript(Int)
    case open, close
    case end
  }

  /// x, y or w.
  enum Variable: Character, CaseIterable {
    case presynaptic = "x"
    case postsynaptic = "y"
    case weight = "w"
  }

  let kind: Kind
  /// Index of the first character; that after the last one for `end`.
  let position: Int
}
