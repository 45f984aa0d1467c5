public import Foundation
import HebbSupport

/// MNIST and data sets in its format: two IDX files of grey images and two of labels, gzip-compressed or not.
///
/// Both spellings in circulation are found: `train-images-idx3-ubyte` and `train-images.idx3-ubyte`.
public struct IDXReader: DatasetReader {
  public let classNames: [String]

  public init(classNames: [String]) {
    self.classNames = classNames
  }

  private static let splits = (training: "train", test: "t10k")

  public func missingFiles(in directory: URL) -> [String] {
    [Self.splits.training, Self.splits.test].flatMap { split in
      ["\(split)-images-idx3-ubyte", "\(split)-labels-idx1-ubyte"].compactMap { stem in
        find(stem, in: directory) == nil ? stem + ".gz" : nil
      }
    }
  }

  public func read(named name: String, from directory: URL) throws -> ImageDataset {
    let training = try images(of: Self.splits.training, in: directory)
    let test = try images(of: Self.splits.test, in: directory)
    guard (training.height, training.width) == (test.height, test.width) else {
      throw Problem(
        "training images are \(training.height) × \(training.width) and test images \(test.height) × \(test.width)",
        at: directory.path, advice: "The folder holds files of two data sets: download them again.")
    }
    return ImageDataset(name: name, classNames: classNames, training: training, test: test)
  }

  private func find(_ stem: String, in directory: URL) -> URL? {
    [stem, stem.replacingOccurrences(of: "-idx", with: ".idx")].flatMap { [$0, $0 + ".gz"] }
      .map { directory.appendingPathComponent($0) }.first(where: InputFile.exists)
  }

  private func images(of split: String, in directory: URL) throws -> ImageSet {
    func url(_ stem: String) -> URL { find(stem, in: directory) ?? directory.appendingPathComponent(stem + ".gz") }
    let imageURL = url("\(split)-images-idx3-ubyte")
    let labelURL = url("\(split)-labels-idx1-ubyte")
    let images = try IDXFile(contentsOf: imageURL, axes: 3)
    let labels = try IDXFile(contentsOf: labelURL, axes: 1)

    guard !images.elements.isEmpty else {
      throw Problem("the file holds no images", at: imageURL.path, advice: "Download it again.")
    }
    guard images.shape[0] == labels.shape[0] else {
      throw Problem(
        "there are \(images.shape[0]) images and \(labels.shape[0]) labels (in \(labelURL.lastPathComponent))",
        at: imageURL.path, advice: "The two files do not belong together: download both again.")
    }
    if let wrong = labels.elements.firstIndex(where: { $0 >= classNames.count }) {
      throw Problem(
        "label \(wrong) is \(labels.elements[wrong]), and labels go from 0 to \(classNames.count - 1)",
        at: labelURL.path, advice: "The file is damaged or of another data set: download it again.")
    }
    return ImageSet(
      channels: 1, height: images.shape[1], width: images.shape[2],
      pixels: images.elements, labels: labels.elements.map(Int.init))
  }
}
