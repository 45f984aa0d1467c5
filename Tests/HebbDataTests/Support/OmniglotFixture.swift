import Foundation

/// Small imitations of Omniglot's archives.
enum OmniglotFixture {
  /// A drawing of 105 × 105 whose first `rows` rows are ink, black on white.
  static func png(inkRows rows: Int, side: Int = 105) -> [UInt8] {
    OneBitPNG.bytes((0..<side * side).map { $0 / side >= rows }, height: side, width: side)
  }

  /// Archive members `folder/alphabet/characterNN/000C_DD.png`; drawing d of character c has 10 c + d rows of ink, both
  /// from 1.
  static func members(of folder: String, _ alphabets: [(name: String, characters: Int)], drawings: Int = 5)
    -> [(path: String, content: [UInt8])]
  {
    alphabets.flatMap { alphabet in
      (1...alphabet.characters).flatMap { character in
        (1...drawings).map { drawing in
          (
            "\(folder)/\(alphabet.name)/character0\(character)/000\(character)_0\(drawing).png",
            png(inkRows: 10 * character + drawing)
          )
        }
      }
    }
  }
}
