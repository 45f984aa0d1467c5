/// A mistake in what the user gave (a file, a key, a shape): what is wrong, where, and what to do about it.
///
/// Everything in Hebb that can go wrong through no fault of the program is thrown as a `Problem`; the command line
/// prints it as three lines and ends with exit code 1.
public struct Problem: Error, Sendable, Equatable, CustomStringConvertible {
  /// What is wrong, as a full sentence without the final stop.
  public let what: String
  /// File, line, key path or layer: "network.yaml:12, layers.1.kernel".
  public let place: String?
  /// What to do.
  public private(set) var advice: String?
  /// A file could not be written: work that was saved before can go on once that is mended.
  public internal(set) var isFromDisk = false

  public init(_ what: String, at place: String? = nil, advice: String? = nil) {
    self.what = what
    self.place = place
    self.advice = advice
  }

  /// The same with more to do.
  public func advising(_ more: String) -> Problem {
    var problem = self
    problem.advice = [advice, more].compactMap(\.self).joined(separator: " ")
    return problem
  }

  public var description: String {
    [place.map { "\($0): \(what)" } ?? what, advice].compactMap(\.self).joined(separator: "\n  ")
  }
}
