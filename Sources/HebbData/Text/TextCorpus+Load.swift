public import Foundation
import HebbSupport

extension TextCorpus {
  /// Reads a UTF-8 text, or all `*.txt` of a folder and its subfolders in the order of their names, joined by a line
  /// feed each.
  ///
  /// Headers and licences of Project Gutenberg and byte order marks are left out, and line ends become line feeds.
  /// With the vocabulary of bytes, a single file that has none of the latter is mapped and not copied.
  ///
  /// - Throws: `Problem` if there is no text, if one is empty or not UTF-8 (file, line and byte offset), if it has a
  ///   character outside the given vocabulary or more than 256 different ones, or if the split leaves nothing to learn
  ///   from.
  /// - Complexity: O(bytes)
  public static func load(
    _ url: URL, vocabulary choice: VocabularyChoice = .fromData, split: TextSplit = TextSplit()
  ) throws -> TextCorpus {
    try split.check()
    // Excerpts of so many bytes, such as enwik8, may end within a character, which bytes can stand for all the same.
    let files = try TextFile.listing(url).map { try TextFile($0, mayBeCut: choice == .bytes) }
    let vocabulary =
      switch choice {
      case .bytes: Vocabulary.bytes
      case .fromData: try Vocabulary(of: try scalars(of: files), place: url.path)
      case .given(let characters): try Vocabulary(of: characters)
      }
    return try TextCorpus(
      title: url.deletingPathExtension().lastPathComponent, vocabulary: vocabulary, split: split,
      tokens: try tokens(of: files, in: vocabulary))
  }

  private static func tokens(of files: [TextFile], in vocabulary: Vocabulary) throws -> Tokens {
    let isBytes = vocabulary == .bytes
    if isBytes, files.count == 1, GutenbergText.withoutCarriageReturns(files[0].bytes) == nil {
      return .mapped(files[0].file, files[0].body)
    }
    var tokens: [UInt8] = []
    tokens.reserveCapacity(files.reduce(0) { $0 + $1.body.count + 1 })
    let between = try isBytes || files.count < 2 ? [newline] : vocabulary.encode("\n", place: "between two texts")
    for (index, file) in files.enumerated() {
      if index > 0 { tokens += between }
      if isBytes {
        tokens += GutenbergText.withoutCarriageReturns(file.bytes) ?? Array(file.bytes)
      } else {
        try vocabulary.encode(file, into: &tokens)
      }
    }
    return .encoded(tokens)
  }

  private static func scalars(of files: [TextFile]) throws(Problem) -> Set<Unicode.Scalar> {
    var scalars: Set<Unicode.Scalar> = files.count > 1 ? ["\n"] : []
    // Nearly all characters of most texts are ASCII: a table for these is faster than the set.
    var isPresent = [Bool](repeating: false, count: 128)
    for file in files {
      try file.forEachCharacter { (scalar, _) throws(Problem) in
        if scalar.isASCII { isPresent[Int(scalar.value)] = true } else { scalars.insert(scalar) }
      }
    }
    for code in isPresent.indices where isPresent[code] { scalars.insert(Unicode.Scalar(UInt8(code))) }
    return scalars
  }

  private static let newline = UInt8(ascii: "\n")
}

extension Vocabulary {
  /// Appends the symbols of a file. Precondition: the vocabulary is one of characters.
  fileprivate func encode(_ file: TextFile, into tokens: inout [UInt8]) throws(Problem) {
    let ascii = (0..<128).map { symbol(of: Unicode.Scalar(UInt8($0))) }
    try file.forEachCharacter { (scalar, offset) throws(Problem) in
      guard let symbol = scalar.isASCII ? ascii[Int(scalar.value)] : symbol(of: scalar) else {
        let offset = file.body.lowerBound + offset
        let line = UTF8Text.line(of: offset, in: UnsafeRawBufferPointer(file.file.bytes))
        throw outside(scalar, at: "\(file.path):\(line), byte offset \(offset)")
      }
      tokens.append(symbol)
    }
  }
}

extension TextFile {
  /// Every character of the text and the offset of its first byte in `bytes`, line ends as line feeds.
  @inline(__always)
  fileprivate func forEachCharacter(_ body: (Unicode.Scalar, Int) throws(Problem) -> Void) throws(Problem) {
    let bytes = bytes
    try UTF8Text.forEachScalar(in: bytes) { (scalar, offset) throws(Problem) in
      let isBeforeLineFeed =
        scalar == "\r" && offset + 1 < bytes.count && bytes[offset + 1] == UInt8(ascii: "\n")
      if !isBeforeLineFeed { try body(scalar, offset) }
    }
  }
}
