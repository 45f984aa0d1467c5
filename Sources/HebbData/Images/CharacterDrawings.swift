import HebbSupport

/// Handwritten characters of several alphabets, each drawn the same number of times.
public struct CharacterDrawings: Sendable, Equatable {
  /// A character's place in its data set.
  public struct Name: Sendable, Hashable {
    /// "Greek"
    public let alphabet: String
    /// "character01"
    public let character: String

    public init(alphabet: String, character: String) {
      (self.alphabet, self.character) = (alphabet, character)
    }
  }

  /// The characters, those of an alphabet together.
  public let names: [Name]
  /// Drawings of each character.
  public let drawingsEach: Int
  /// Rows and columns of a drawing.
  public let side: Int
  /// 1 where there is ink, 0 where there is none, between at the borders: `[characters, drawings, side, side]`.
  public let ink: [Float]

  /// Precondition: the shape of `ink` is the one given above.
  public init(names: [Name], drawingsEach: Int, side: Int, ink: [Float]) {
    precondition(
      ink.count == names.count * drawingsEach * side * side,
      "\(ink.count) values do not fill \(drawingsEach) drawings of \(names.count) characters, \(side) × \(side)")
    (self.names, self.drawingsEach, self.side, self.ink) = (names, drawingsEach, side, ink)
  }

  /// How many characters there are.
  public var count: Int { names.count }
  /// Values per drawing.
  public var pixels: Int { side * side }

  /// One drawing, `[side, side]`. Precondition: both numbers exist.
  public func ink(ofCharacter character: Int, drawing: Int) -> ArraySlice<Float> {
    precondition(names.indices.contains(character) && (0..<drawingsEach).contains(drawing), "there is no such drawing")
    let start = (character * drawingsEach + drawing) * pixels
    return ink[start..<start + pixels]
  }

  /// The alphabets in the order of their characters, each once.
  public var alphabets: [String] {
    var seen: Set<String> = []
    return names.map(\.alphabet).filter { seen.insert($0).inserted }
  }

  /// The characters of some alphabets.
  ///
  /// - Throws: `Problem` naming an alphabet that is not there.
  public func ofAlphabets(_ alphabets: some Sequence<String>) throws -> CharacterDrawings {
    let wanted = Set(alphabets)
    if let unknown = wanted.subtracting(names.map(\.alphabet)).min() {
      let nearest = NearestName.of(unknown, among: self.alphabets).map { "Did you mean \($0)? " } ?? ""
      throw Problem(
        "there is no alphabet named \(unknown)",
        advice: nearest + "There are \(self.alphabets.joined(separator: ", ")).")
    }
    let kept = names.indices.filter { wanted.contains(names[$0].alphabet) }
    let size = drawingsEach * pixels
    return CharacterDrawings(
      names: kept.map { names[$0] }, drawingsEach: drawingsEach, side: side,
      ink: kept.flatMap { ink[$0 * size..<($0 + 1) * size] })
  }
}

extension CharacterDrawings.Name: Comparable, CustomStringConvertible {
  /// By alphabet, then by character.
  public static func < (left: Self, right: Self) -> Bool {
    (left.alphabet, left.character) < (right.alphabet, right.character)
  }

  /// "Greek/character01"
  public var description: String { "\(alphabet)/\(character)" }
}
