public import HebbSupport

/// The symbols that a text consists of: all 256 byte values, or up to 256 characters (Unicode scalars).
///
/// Symbols are numbered from 0; characters are in the order of their code points, so that the same characters are the
/// same vocabulary wherever they come from.
public struct Vocabulary: Sendable, Equatable {
  /// The most symbols there can be: a symbol is one byte.
  public static let largest = 256

  /// The 256 byte values: any text can be written with them, characters outside ASCII as several symbols.
  public static let bytes = Vocabulary(sorted: nil)

  /// In the order of their code points; nil for the bytes.
  let scalars: [Unicode.Scalar]?
  private let symbols: [Unicode.Scalar: UInt8]

  private init(sorted scalars: [Unicode.Scalar]?) {
    self.scalars = scalars
    symbols = Dictionary(uniqueKeysWithValues: (scalars ?? []).enumerated().map { ($1, UInt8($0)) })
  }

  /// - Parameter characters: in any order; those that are repeated count once, so that a sample text is fine too.
  /// - Throws: `Problem` if there are none, or more than 256 different ones.
  public init(of characters: String) throws(Problem) {
    try self.init(of: Set(characters.unicodeScalars), place: nil)
  }

  /// - Parameter place: where the characters come from.
  init(of scalars: Set<Unicode.Scalar>, place: String?) throws(Problem) {
    guard !scalars.isEmpty else {
      throw Problem("a vocabulary without characters", at: place, advice: "Give the characters, or `bytes`.")
    }
    guard scalars.count <= Self.largest else {
      throw Problem(
        "there are \(scalars.count) different characters, and a vocabulary has at most \(Self.largest)", at: place,
        advice: "Use `vocabulary: bytes`, which writes rare characters as several symbols.")
    }
    self.init(sorted: scalars.sorted())
  }

  /// How many symbols there are.
  public var count: Int { scalars?.count ?? Self.largest }

  /// The characters in the order of their symbols; nil for the bytes.
  public var characters: String? {
    scalars.map { scalars in
      var characters = String.UnicodeScalarView()
      characters.append(contentsOf: scalars)
      return String(characters)
    }
  }

  /// The symbol of a character, if there is one. Precondition: not the bytes, where a character may be several symbols.
  func symbol(of scalar: Unicode.Scalar) -> UInt8? {
    precondition(scalars != nil, "bytes are no characters")
    return symbols[scalar]
  }

  /// The symbols of a text.
  ///
  /// - Parameter place: what a problem names, such as `--prompt`.
  /// - Throws: `Problem` with the first character that is not in the vocabulary, and its position.
  public func encode(_ text: String, place: String? = nil) throws(Problem) -> [UInt8] {
    guard scalars != nil else { return Array(text.utf8) }
    var encoded: [UInt8] = []
    encoded.reserveCapacity(text.utf8.count)
    for (index, scalar) in text.unicodeScalars.enumerated() {
      guard let symbol = symbols[scalar] else {
        throw outside(scalar, at: [place, "character \(index + 1)"].compactMap(\.self).joined(separator: ", "))
      }
      encoded.append(symbol)
    }
    return encoded
  }

  /// The text of some symbols. Bytes that are not UTF-8 become the replacement character, U+FFFD.
  ///
  /// Precondition: all symbols are below `count`.
  public func decode(_ symbols: some Sequence<UInt8>) -> String {
    guard let scalars else { return String(decoding: Array(symbols), as: UTF8.self) }
    var text = String.UnicodeScalarView()
    for symbol in symbols { text.append(scalars[Int(symbol)]) }
    return String(text)
  }
}

/// As `{"characters": "…"}`; for the bytes, null.
extension Vocabulary: Codable {
  private enum CodingKeys: CodingKey {
    case characters
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    // The key has to be there: a misspelt one is no vocabulary of bytes.
    if let characters = try container.decode(String?.self, forKey: .characters) {
      try self.init(of: characters)
    } else {
      self = .bytes
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(characters, forKey: .characters)
  }
}
