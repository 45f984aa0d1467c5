import HebbSupport

/// Checks what the user sets of a task.
enum TaskParameter {
  /// Symbols or blanks of a sequence: beyond this a typing error is more likely than a wish.
  static let longest = 1_000_000

  static func check(_ value: Int, _ name: String, in range: ClosedRange<Int>) throws(Problem) {
    guard !range.contains(value) else { return }
    throw Problem(
      "\(name) of \(value)", at: name, advice: "Give a whole number from \(range.lowerBound) to \(range.upperBound).")
  }
}
