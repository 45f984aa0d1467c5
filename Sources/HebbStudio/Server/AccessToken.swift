public import HebbSupport

/// The secret of a session: whoever shows it may change and compute things.
public struct AccessToken: Sendable {
  static let shortest = 16

  let text: String

  /// A new one, of 128 random bits.
  public init() {
    var generator = SystemRandomNumberGenerator()
    text = (0..<2).map { _ in
      let digits = String(generator.next() as UInt64, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }

  /// One that the user chose.
  ///
  /// - Throws: `Problem` if it is easily guessed, or cannot stand in an address.
  public init(_ text: String) throws(Problem) {
    let isPlain = text.utf8.allSatisfy { byte in
      ("a"..."z").contains(Unicode.Scalar(byte)) || ("A"..."Z").contains(Unicode.Scalar(byte))
        || ("0"..."9").contains(Unicode.Scalar(byte)) || "-._~".unicodeScalars.contains(Unicode.Scalar(byte))
    }
    guard text.utf8.count >= Self.shortest, isPlain else {
      throw Problem(
        "this token is too short, or has other characters than letters, digits and - . _ ~", at: "--token",
        advice: "Give at least \(Self.shortest) characters, or leave it out: a random one is made.")
    }
    self.text = text
  }

  /// In a time that tells nothing of where a wrong token differs.
  func matches(_ other: String) -> Bool {
    let (own, other) = (Array(text.utf8), Array(other.utf8))
    guard own.count == other.count else { return false }
    return zip(own, other).reduce(0 as UInt8) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
