import Foundation
import HebbData
import HebbSupport
import TestSupport
import Testing

@testable import HebbExperiments

@Suite("The few-shot task on Omniglot")
struct FewShotTaskOmniglotTests {
  private let folder: TemporaryFolder
  private let small = ["images_background_small1.zip", "images_background_small2.zip"]
  private let complete = ["images_background.zip", "images_evaluation.zip"]

  init() throws { folder = try TemporaryFolder() }

  private func write(_ names: [String], to path: String) throws {
    let url = folder.file(path)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    for name in names { try Data().write(to: url.appendingPathComponent(name)) }
  }

  /// The archives that the reader which was chosen reads, and the folder.
  private func source(data: String? = nil, shared: String = "") throws -> (
    archives: [String], folder: String
  ) {
    let folders = DataFolders(
      environment: ["HEBB_DATA": shared], home: folder.file("home"), system: folder.file("system"))
    let source = try FewShotTask.omniglotSource(data: data.map { folder.file($0) }, in: folders)
    return (source.reader.missingFiles(in: folder.file("nowhere")), source.folder.path)
  }

  @Test("The small archives are preferred, and the complete ones serve as well")
  func preference() throws {
    try write(complete, to: "data/omniglot")
    #expect(try source(data: "data") == (complete, folder.file("data/omniglot").path))
    try write(small, to: "data/omniglot-small")
    #expect(try source(data: "data") == (small, folder.file("data/omniglot-small").path))
    #expect(
      try source(shared: folder.file("data").path) == (
        small, folder.file("data/omniglot-small").path
      ))
  }

  @Test(
    "Archives in the folder itself or its subfolder “omniglot” are found, incomplete sets are not")
  func places() throws {
    try write([small[0]], to: "data/omniglot")
    #expect(throws: Problem.self) { try source(data: "data") }
    try write(small, to: "data/omniglot")
    #expect(try source(data: "data").archives == small)
    #expect(try source(data: "data/omniglot").archives == small)
  }

  @Test(
    "A folder of images is not taken for Omniglot, and what is missing is named with the command that gets it"
  )
  func missing() throws {
    try write(["1.png"], to: "images/train/cat")
    for data in ["images", "nowhere"] {
      let problem = try #require(throws: Problem.self) { try source(data: data) }
      #expect(problem.what.contains(small[0]), "\(problem)")
      #expect(problem.advice?.contains("hebb data fetch omniglot-small") == true)
    }
  }

  @Test("No alphabet is both searched with and held out")
  func alphabets() {
    #expect(Set(FewShotTask.trainingAlphabets).isDisjoint(with: FewShotTask.heldOutAlphabets))
  }

  @Test(
    "The real alphabets are all there, with as many characters to search with as held out",
    .enabled(if: OmniglotData.isAvailable, Comment(rawValue: OmniglotData.advice)))
  func realAlphabets() throws {
    let (reader, folder) = try FewShotTask.omniglotSource(data: OmniglotData.folder, in: .current)
    let characters = try reader.characters(in: folder, side: 14)
    #expect(try characters.ofAlphabets(FewShotTask.trainingAlphabets).count == 121)
    #expect(try characters.ofAlphabets(FewShotTask.heldOutAlphabets).count == 121)
  }
}
