public import Foundation
import HebbSupport

/// Omniglot: characters of 50 alphabets, each drawn once by 20 people; black ink on white, 105 × 105.
///
/// Read from the official zip archives as they are, or from the folders they unpack to. These may lie in the directory
/// itself or in a subfolder `omniglot`. An alphabet that is in two archives (Greek and Latin are in both small ones)
/// counts once.
///
/// > Reference: B. M. Lake, R. Salakhutdinov, J. B. Tenenbaum, "Human-level concept learning through probabilistic
/// > program induction", Science 350 (2015), doi:10.1126/science.aab3050.
public struct OmniglotReader: DatasetReader {
  /// Names of the archives, without their ending.
  let archives: [String]

  /// All 50 alphabets: 1,623 characters.
  public static let complete = OmniglotReader(archives: ["images_background", "images_evaluation"])

  /// The alphabets of the two small archives: 8 of them, 242 characters.
  public static let small = OmniglotReader(archives: ["images_background_small1", "images_background_small2"])

  /// Rows and columns of the original drawings.
  static let side = 105

  /// The side of images as data sets of grey images have it, and as in most work on Omniglot.
  public static let usualSide = 28

  private static let heldOutOneIn = 5

  public func missingFiles(in directory: URL) -> [String] {
    archives.filter { source($0, in: directory) == nil }.map { $0 + ".zip" }
  }

  /// The drawings as images of 28 × 28 with the ink bright, and a class for each character. As the official archives
  /// have no character in common, every fifth drawing of each character is the test set. Training images are taken from
  /// the characters in turn.
  public func read(named name: String, from directory: URL) throws -> ImageDataset {
    let characters = try characters(in: directory)
    func images(_ drawings: [Int]) -> ImageSet {
      let order = drawings.flatMap { drawing in (0..<characters.count).map { (character: $0, drawing: drawing) } }
      return ImageSet(
        channels: 1, height: characters.side, width: characters.side,
        pixels: order.flatMap { characters.ink(ofCharacter: $0.character, drawing: $0.drawing).map(Self.byte) },
        labels: order.map(\.character))
    }
    func isHeldOut(_ drawing: Int) -> Bool { (drawing + 1).isMultiple(of: Self.heldOutOneIn) }
    return ImageDataset(
      name: name, classNames: characters.names.map(\.description),
      training: images((0..<characters.drawingsEach).filter { !isHeldOut($0) }),
      test: images((0..<characters.drawingsEach).filter(isHeldOut)))
  }

  /// The characters, sorted by alphabet and name, and the drawings of each by file name.
  ///
  /// - Parameter side: drawings are shrunk to this by area averaging; at most 105.
  /// - Throws: `Problem` if an archive is missing, truncated or damaged, if a drawing is, if a character has
  ///   fewer drawings than another, or if the side is out of range.
  public func characters(in directory: URL, side: Int = usualSide) throws -> CharacterDrawings {
    guard (1...Self.side).contains(side) else {
      throw Problem(
        "drawings cannot be shrunk to a side of \(side)", advice: "Give a side from 1 to \(Self.side), which they have."
      )
    }
    let sources = try archives.map { name in
      guard let source = source(name, in: directory) else {
        throw Problem(
          "\(name).zip is missing", at: directory.path,
          advice: "Get it with `hebb data fetch`, or give the folder that holds it with --data DIR.")
      }
      return source
    }
    var seen: Set<String> = []
    let drawings = try sources.flatMap { try OmniglotListing(of: $0).drawings }
      .sorted { ($0.name, $0.file) < ($1.name, $1.file) }
      .filter { seen.insert("\($0.name)/\($0.file)").inserted }
    let (names, drawingsEach) = try Self.grouped(drawings)
    return CharacterDrawings(
      names: names, drawingsEach: drawingsEach, side: side, ink: try Self.ink(of: drawings, side: side))
  }

  private func source(_ archive: String, in directory: URL) -> URL? {
    [directory.appendingPathComponent("omniglot"), directory]
      .compactMap { OmniglotListing.source(named: archive, in: $0) }.first
  }

  /// The characters of sorted drawings, and how many drawings each has.
  private static func grouped(_ drawings: [OmniglotListing.Drawing]) throws -> ([CharacterDrawings.Name], Int) {
    var groups: [(name: CharacterDrawings.Name, count: Int, place: URL)] = []
    for drawing in drawings {
      if groups.last?.name != drawing.name {
        groups.append((drawing.name, 0, drawing.place.deletingLastPathComponent()))
      }
      groups[groups.count - 1].count += 1
    }
    let each = groups.map(\.count).max() ?? 0
    if let incomplete = groups.first(where: { $0.count < each }) {
      throw Problem(
        "this character has \(incomplete.count) of \(each) drawings", at: incomplete.place.path,
        advice: "The archive was unpacked only in part: unpack it again, or put the official zip archive beside it.")
    }
    return (groups.map(\.name), each)
  }
}
