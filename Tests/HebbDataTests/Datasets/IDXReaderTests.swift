import Foundation
import HebbData
import TestSupport
import Testing

@Suite("IDX files, the format of MNIST")
struct IDXReaderTests {
  private let folder: TemporaryFolder
  private let reader = IDXReader(classNames: ["zero", "one", "two"])

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(ImageFixtures.idx([3, 2, 2], Array(1...12)), to: "train-images-idx3-ubyte")
    try folder.write(ImageFixtures.idx([3], [2, 0, 1]), to: "train-labels-idx1-ubyte")
    try folder.write(ImageFixtures.gzip(ImageFixtures.idx([1, 2, 2], [9, 8, 7, 6])), to: "t10k-images-idx3-ubyte.gz")
    try folder.write(ImageFixtures.gzip(ImageFixtures.idx([1], [1])), to: "t10k-labels-idx1-ubyte.gz")
  }

  private func read() throws -> ImageDataset { try reader.read(named: "digits", from: folder.url) }

  private func rename(_ old: String, to new: String) throws {
    try FileManager.default.moveItem(
      at: folder.url.appendingPathComponent(old), to: folder.url.appendingPathComponent(new))
  }

  @Test("Plain and compressed files are read alike")
  func reading() throws {
    let dataset = try read()
    #expect(
      dataset.training == ImageSet(channels: 1, height: 2, width: 2, pixels: Array(1...12), labels: [2, 0, 1]))
    #expect(dataset.test == ImageSet(channels: 1, height: 2, width: 2, pixels: [9, 8, 7, 6], labels: [1]))
    #expect(dataset.classNames == ["zero", "one", "two"])
  }

  @Test("The spelling with a dot is found too")
  func dottedNames() throws {
    try rename("train-images-idx3-ubyte", to: "train-images.idx3-ubyte")
    try rename("t10k-labels-idx1-ubyte.gz", to: "t10k-labels.idx1-ubyte.gz")
    #expect(reader.missingFiles(in: folder.url).isEmpty)
    #expect(try read().training.count == 3)
  }

  @Test("Missing files are listed by their official names")
  func missing() throws {
    try rename("train-labels-idx1-ubyte", to: "other")
    #expect(reader.missingFiles(in: folder.url) == ["train-labels-idx1-ubyte.gz"])
    expectProblem(mentioning: "train-labels-idx1-ubyte.gz", "opened") { try read() }
    #expect(reader.missingFiles(in: folder.url.appendingPathComponent("nowhere")).count == 4)
  }

  @Test("A wrong magic number is a problem with what was expected and found")
  func magic() throws {
    try folder.write(ImageFixtures.idx([3], [2, 0, 1]), to: "train-images-idx3-ubyte")
    expectProblem(mentioning: "train-images-idx3-ubyte", "00 00 08 03", "00 00 08 01") { try read() }
    try folder.write([], to: "train-images-idx3-ubyte")
    expectProblem(mentioning: "train-images-idx3-ubyte", "empty") { try read() }
  }

  @Test("A plain file that ends early is truncated wherever it ends", arguments: [4, 7, 15, 16, 20, 27])
  func truncated(size: Int) throws {
    try folder.write(ImageFixtures.idx([3, 2, 2], Array(1...12)).prefix(size), to: "train-images-idx3-ubyte")
    expectProblem(mentioning: "train-images-idx3-ubyte", "truncated") { try read() }
  }

  @Test("A compressed file that ends early or is damaged is a problem")
  func damagedCompression() throws {
    let noise = (0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 9) }
    let whole = try ImageFixtures.gzip(ImageFixtures.idx([1, 64, 64], noise))
    for size in [12, whole.count / 2, whole.count - 1] {
      try folder.write(whole.prefix(size), to: "t10k-images-idx3-ubyte.gz")
      expectProblem(mentioning: "t10k-images-idx3-ubyte.gz", "truncated") { try read() }
    }
    var damaged = whole
    damaged[whole.count - 6] ^= 255  // in the checksum
    try folder.write(damaged, to: "t10k-images-idx3-ubyte.gz")
    expectProblem(mentioning: "t10k-images-idx3-ubyte.gz", "damaged") { try read() }
  }

  @Test("A header that declares more than the file can hold does not ask for the memory")
  func absurdHeader() throws {
    let huge = Int(UInt32.max)
    for shape in [[huge, huge, huge], [huge, 1000, 1000]] {
      try folder.write(ImageFixtures.idx(shape, [1, 2, 3]), to: "train-images-idx3-ubyte")
      expectProblem(mentioning: "train-images-idx3-ubyte", "declares") { try read() }
    }
  }

  @Test("Bytes after the declared ones are a problem")
  func trailing() throws {
    try folder.write(ImageFixtures.idx([3], [2, 0, 1, 1]), to: "train-labels-idx1-ubyte")
    expectProblem(mentioning: "train-labels-idx1-ubyte", "goes on") { try read() }
  }

  @Test("Different numbers of images and labels are a problem with both")
  func counts() throws {
    try folder.write(ImageFixtures.idx([2], [2, 0]), to: "train-labels-idx1-ubyte")
    expectProblem(mentioning: "3 images", "2 labels") { try read() }
  }

  @Test("A label that is no class is a problem with its position")
  func badLabel() throws {
    try folder.write(ImageFixtures.idx([3], [2, 3, 1]), to: "train-labels-idx1-ubyte")
    expectProblem(mentioning: "train-labels-idx1-ubyte", "label 1 is 3") { try read() }
  }

  @Test("No images at all, and halves of different sizes, are problems")
  func shapes() throws {
    try folder.write(ImageFixtures.idx([1, 1, 4], [9, 8, 7, 6]), to: "t10k-images-idx3-ubyte.gz")
    expectProblem(mentioning: "2 × 2", "1 × 4") { try read() }
    try folder.write(ImageFixtures.idx([0, 2, 2], []), to: "t10k-images-idx3-ubyte.gz")
    expectProblem(mentioning: "no images") { try read() }
  }

  private static let mnist = ProcessInfo.processInfo.environment["HEBB_TEST_MNIST"]

  @Test("The real MNIST has its known size and first labels", .enabled(if: mnist != nil, "set HEBB_TEST_MNIST"))
  func realMNIST() throws {
    let dataset = try DatasetCatalog.standard.load("mnist", data: URL(fileURLWithPath: try #require(Self.mnist)))
    #expect(dataset.training.shape == [60_000, 1, 28, 28])
    #expect(dataset.test.shape == [10_000, 1, 28, 28])
    #expect(dataset.training.labels.prefix(10) == [5, 0, 4, 1, 9, 2, 1, 3, 1, 4])
  }

  private static let fashion = "/usr/share/datasets/fashion-mnist"

  @Test(
    "The real Fashion-MNIST has 6,000 and 1,000 images of each class",
    .enabled(if: FileManager.default.fileExists(atPath: fashion), "install the package dataset-fashion-mnist"))
  func realFashionMNIST() throws {
    let dataset = try DatasetCatalog.standard.load("fashion-mnist", data: URL(fileURLWithPath: Self.fashion))
    for (set, each) in [(dataset.training, 6000), (dataset.test, 1000)] {
      #expect(Dictionary(grouping: set.labels, by: \.self).values.allSatisfy { $0.count == each })
    }
    #expect(dataset.classNames.count == 10)
  }
}
