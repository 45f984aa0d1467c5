public import HebbSupport

/// A part of a text.
public enum TextPart: String, Sendable, Codable, CaseIterable {
  /// The beginning, from which is learned.
  case training
  /// What follows, on which settings are chosen.
  case validation
  /// The end, on which is measured.
  case test
}

/// How a text is divided: by position, training first, then validation, then test.
///
/// Neighbouring characters tell of each other, so that characters or windows drawn at random would be no held-out text.
public struct TextSplit: Sendable, Equatable, Codable {
  /// The share of the characters, from 0 to 1.
  public var validation: Double
  /// The share of the characters, from 0 to 1.
  public var test: Double

  public init(validation: Double = 0.05, test: Double = 0.05) {
    (self.validation, self.test) = (validation, test)
  }

  /// - Throws: `Problem` unless both shares are from 0 to 1 and something is left for training.
  public func check() throws(Problem) {
    for (name, share) in [("validation", validation), ("test", test)] where !(0..<1).contains(share) {
      throw Problem(
        "a \(name) share of \(share)", at: "split.\(name)",
        advice: "Give a number from 0 (nothing) to below 1 (all), such as 0.05.")
    }
    guard validation + test < 1 else {
      throw Problem(
        "validation (\(validation)) and test (\(test)) leave nothing to learn from", at: "split",
        advice: "Let the two add up to less than 1.")
    }
  }

  /// Where a part is in a text of `count` characters; the held-out parts are rounded down.
  ///
  /// Precondition: `check` finds nothing wrong.
  public func range(of part: TextPart, in count: Int) -> Range<Int> {
    let (validation, test) = (Int(validation * Double(count)), Int(test * Double(count)))
    let training = count - validation - test
    return switch part {
    case .training: 0..<training
    case .validation: training..<training + validation
    case .test: training + validation..<count
    }
  }
}
