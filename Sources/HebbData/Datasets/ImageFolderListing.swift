import Foundation
import HebbSupport

/// The image files of a class-per-folder data set, and which of them are for training and for test.
struct ImageFolderListing {
  struct Sample {
    let file: URL
    let label: Int
  }

  let classNames: [String]
  /// The classes in turn, each by file name, so that the first images of the set are of all classes. Not empty.
  let training: [Sample]
  /// In the order of their labels, then by file name.
  let test: [Sample]

  static let trainingFolder = "train"
  static let testFolder = "test"
  private static let heldOutOneIn = 5

  /// - Throws: `Problem` for a class without images, test classes unknown to training, and too few images to hold any out.
  init(of directory: URL) throws {
    let trainingFolder = directory.appendingPathComponent(Self.trainingFolder)
    let testFolder = directory.appendingPathComponent(Self.testFolder)
    let classNames = try Self.classNames(in: trainingFolder)
    let all = try Self.samples(in: trainingFolder, classes: classNames, labelledBy: classNames)
    self.classNames = classNames

    if InputFile.isFolder(testFolder) {
      training = Self.inTurn(all)
      test = try Self.samples(in: testFolder, classes: Self.classNames(in: testFolder), labelledBy: classNames)
    } else {
      var (kept, heldOut): ([Sample], [Sample]) = ([], [])
      for label in classNames.indices {
        for (position, sample) in all.filter({ $0.label == label }).enumerated() {
          if (position + 1).isMultiple(of: Self.heldOutOneIn) { heldOut.append(sample) } else { kept.append(sample) }
        }
      }
      guard !heldOut.isEmpty else {
        throw Problem(
          "there is no test folder, and no class has the \(Self.heldOutOneIn) images from which one could be held out",
          at: directory.path, advice: "Add images, or put some into test/CLASS/.")
      }
      (training, test) = (Self.inTurn(kept), heldOut)
    }
  }

  /// The first sample of every class, then the second of every class, and so on.
  private static func inTurn(_ samples: [Sample]) -> [Sample] {
    var seen: [Int: Int] = [:]
    let turns = samples.map { sample in
      seen[sample.label, default: 0] += 1
      return seen[sample.label] ?? 0
    }
    return zip(samples, turns).sorted { ($0.1, $0.0.label) < ($1.1, $1.0.label) }.map(\.0)
  }

  private static func classNames(in folder: URL) throws -> [String] {
    let names = try InputFile.entries(of: folder).filter(InputFile.isFolder).map(\.lastPathComponent)
    guard !names.isEmpty else {
      throw Problem(
        "there is no class folder in it", at: folder.path,
        advice: "Put the images of each class into a folder of its own: \(folder.lastPathComponent)/CLASS/IMAGE.png.")
    }
    return names
  }

  private static func samples(in folder: URL, classes: [String], labelledBy names: [String]) throws -> [Sample] {
    let labels = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    return try classes.flatMap { name in
      let classFolder = folder.appendingPathComponent(name)
      guard let label = labels[name] else {
        throw Problem(
          "the class \(name) is not among those of train", at: classFolder.path,
          advice: "Name the class folders of test like those of train.")
      }
      let files = try InputFile.entries(of: classFolder)
        .filter { DecodedImage.extensions.contains($0.pathExtension.lowercased()) && !InputFile.isFolder($0) }
      guard !files.isEmpty else {
        throw Problem(
          "there is no image in this class folder", at: classFolder.path,
          advice: "Add images (.png, .jpg or .jpeg), or remove the folder.")
      }
      return files.map { Sample(file: $0, label: label) }
    }
  }
}
