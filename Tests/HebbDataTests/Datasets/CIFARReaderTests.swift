import Foundation
import HebbData
import TestSupport
import Testing

@Suite("CIFAR in its binary layout")
struct CIFARReaderTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A record whose pixels are all `value`, but for the first of each plane.
  private func record(labels: [UInt8], value: UInt8) -> [UInt8] {
    labels + (0..<3072).map { $0 % 1024 == 0 ? UInt8($0 / 1024) : value }
  }

  private func writeCIFAR10(under path: String, recordsPerFile: Int = 2) throws {
    for batch in 1...5 {
      let records = (0..<recordsPerFile).flatMap { record(labels: [UInt8(batch)], value: UInt8(10 * batch + $0)) }
      try folder.write(records, to: "\(path)data_batch_\(batch).bin")
    }
    try folder.write(record(labels: [9], value: 200), to: "\(path)test_batch.bin")
  }

  @Test(
    "CIFAR-10 is read in the order of its files, from the folder or from the one above",
    arguments: ["", "cifar-10-batches-bin/"])
  func cifar10(path: String) throws {
    try writeCIFAR10(under: path)
    #expect(CIFARReader.cifar10.missingFiles(in: folder.url).isEmpty)
    let dataset = try CIFARReader.cifar10.read(named: "cifar10", from: folder.url)
    #expect(dataset.classNames.count == 10)
    #expect(dataset.classNames[3] == "cat")
    let training = dataset.training
    #expect(training.shape == [10, 3, 32, 32])
    #expect(training.labels == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5])
    for image in 0..<10 {
      let pixels = Array(training.pixels(ofImage: image))
      #expect([pixels[0], pixels[1024], pixels[2048]] == [0, 1, 2])
      #expect(pixels[3071] == UInt8(10 * (image / 2 + 1) + image % 2))
    }
    #expect(dataset.test.labels == [9])
    #expect(dataset.test.pixels.last == 200)
  }

  @Test("CIFAR-100 takes the fine label, the second byte")
  func cifar100() throws {
    try folder.write(record(labels: [3, 99], value: 5) + record(labels: [19, 0], value: 6), to: "train.bin")
    try folder.write(record(labels: [0, 42], value: 7), to: "test.bin")
    let dataset = try CIFARReader.cifar100.read(named: "cifar100", from: folder.url)
    #expect(dataset.training.labels == [99, 0])
    #expect(dataset.training.pixels(ofImage: 1).last == 6)
    #expect(dataset.test.labels == [42])
    #expect(dataset.classNames.count == 100)
    #expect(dataset.classNames == dataset.classNames.sorted())
  }

  @Test("Class names are taken from the file beside the batches")
  func classNames() throws {
    try writeCIFAR10(under: "")
    try folder.write(Array("a\nb\r\nc\nd\ne\nf\ng\nh\ni\nj\n\n".utf8), to: "batches.meta.txt")
    #expect(try CIFARReader.cifar10.read(named: "x", from: folder.url).classNames == "abcdefghij".map(String.init))
    try folder.write(Array("a\nb\n".utf8), to: "batches.meta.txt")
    expectProblem(mentioning: "batches.meta.txt", "10", "2") {
      try CIFARReader.cifar10.read(named: "x", from: folder.url)
    }
  }

  @Test("Missing files are listed, and reading names the first of them")
  func missing() throws {
    try writeCIFAR10(under: "")
    try FileManager.default.removeItem(at: folder.url.appendingPathComponent("data_batch_3.bin"))
    #expect(CIFARReader.cifar10.missingFiles(in: folder.url) == ["data_batch_3.bin"])
    expectProblem(mentioning: "data_batch_3.bin", "missing") {
      try CIFARReader.cifar10.read(named: "x", from: folder.url)
    }
  }

  @Test("A truncated or empty file is a problem with its sizes", arguments: [0, 1, 3072, 3074, 6145])
  func truncated(size: Int) throws {
    try writeCIFAR10(under: "")
    try folder.write([UInt8](repeating: 0, count: size), to: "data_batch_2.bin")
    expectProblem(mentioning: "data_batch_2.bin", "\(size) bytes", "3073") {
      try CIFARReader.cifar10.read(named: "x", from: folder.url)
    }
  }

  @Test("A label that is no class is a problem naming the record")
  func badLabel() throws {
    try writeCIFAR10(under: "")
    try folder.write(record(labels: [0], value: 0) + record(labels: [10], value: 0), to: "test_batch.bin")
    expectProblem(mentioning: "test_batch.bin", "record 1", "label 10") {
      try CIFARReader.cifar10.read(named: "x", from: folder.url)
    }
  }

  private static let real = ProcessInfo.processInfo.environment["HEBB_TEST_CIFAR10"]

  @Test(
    "The real CIFAR-10 has 5,000 and 1,000 images of each class",
    .enabled(if: real != nil, "set HEBB_TEST_CIFAR10"))
  func realData() throws {
    let directory = URL(fileURLWithPath: try #require(Self.real))
    let clock = ContinuousClock()
    let start = clock.now
    let dataset = try CIFARReader.cifar10.read(named: "cifar10", from: directory)
    print("60,000 CIFAR-10 records read in \(clock.now - start)")
    for (set, each) in [(dataset.training, 5000), (dataset.test, 1000)] {
      var counts = [Int](repeating: 0, count: 10)
      for label in set.labels { counts[label] += 1 }
      #expect(counts == [Int](repeating: each, count: 10))
    }
  }
}
