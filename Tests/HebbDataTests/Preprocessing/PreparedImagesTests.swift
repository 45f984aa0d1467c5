import Foundation
import HebbData
import HebbSupport
import HebbTensor
import TestSupport
import Testing

@Suite("PreparedImages")
struct PreparedImagesTests {
  let shape = ImageShape(channels: 3, height: 3, width: 5)
  let training = randomImages(20, ImageShape(channels: 3, height: 3, width: 5), seed: 1)
  let test = randomImages(7, ImageShape(channels: 3, height: 3, width: 5), seed: 2)

  @Test("What comes from the cache equals what was computed, for every preprocessing")
  func cached() throws {
    try withFolder { (folder: URL) throws in
      let filter = Preprocessing.differenceOfGaussians(try DifferenceOfGaussians())
      for preprocessing in [.standardised, .zca(), filter] {
        let inMemory = try prepare(preprocessing, cache: nil)
        let computed = try prepare(preprocessing, cache: folder)
        let cached = try prepare(preprocessing, cache: folder)
        #expect(!inMemory.wasCached && !computed.wasCached && cached.wasCached)
        #expect(computed.warnings.isEmpty && cached.warnings.isEmpty)
        #expect(elements(inMemory) == elements(computed))
        #expect(elements(inMemory) == elements(cached))
      }
      #expect(try names(in: folder).count == 3)
      #expect(try names(in: folder).allSatisfy { $0.hasSuffix(".images") })
    }
  }

  @Test("Standardised images are standardised one by one, and patches are stored like them")
  func standardised() throws {
    try withFolder { (folder: URL) throws in
      let prepared = try prepare(.standardised, cache: folder)
      #expect(prepared.training.count == 20 && prepared.test.count == 7)
      var expected = [Float](repeating: 0, count: 45)
      Standardisation.apply(to: Array(test[45..<90]), into: &expected, count: 45)
      #expect(prepared.test[1] == Tensor(shape: [3, 3, 5], elements: expected))
      #expect(try prepare(.patches, cache: folder).wasCached)
    }
  }

  @Test("The whitening is fitted to the training images alone")
  func fittedToTraining() throws {
    let prepared = try prepare(.zca(), cache: nil)
    let whitening = try ImageWhitening.fit(to: training, count: 20, shape: shape)
    var expected = [Float](repeating: 0, count: 45)
    Standardisation.apply(to: Array(test[0..<45]), into: &expected, count: 45)
    whitening.apply(to: &expected, count: 1)
    #expect(relativeError(prepared.test[0].elements, expected.map { Double($0) }) < 1e-5)
  }

  @Test("Filtered images have unit contrast again")
  func filtered() throws {
    let prepared = try prepare(.differenceOfGaussians(DifferenceOfGaussians()), cache: nil)
    let squares = prepared.training[3].elements.reduce(0) { $0 + $1 * $1 }
    #expect(abs(squares / 44 - 1) < 1e-4)
  }

  @Test("Other pixels, parameters or shapes never find each other's file")
  func keys() throws {
    try withFolder { (folder: URL) throws in
      _ = try prepare(.zca(), cache: folder)
      #expect(!(try prepare(.zca(epsilon: 0.1), cache: folder).wasCached))
      #expect(!(try prepare(.zca(images: 5), cache: folder).wasCached))
      #expect(!(try prepare(.standardised, cache: folder).wasCached))
      var changed = training
      changed[100] ^= 1
      let other = try PreparedImages.prepare(
        training: changed, test: test, shape: shape, preprocessing: .zca(), cache: folder)
      #expect(!other.wasCached)
      // The same bytes, divided otherwise into training and test.
      let divided = try PreparedImages.prepare(
        training: Array(training[..<450]), test: Array(training[450...]) + test, shape: shape, preprocessing: .zca(),
        cache: folder)
      #expect(!divided.wasCached)
    }
  }

  @Test(
    "A damaged file is found out, told of and replaced",
    arguments: ["truncated", "empty", "longer", "header", "first value", "last value"])
  func damage(kind: String) throws {
    try withFolder { (folder: URL) throws in
      let original = elements(try prepare(.standardised, cache: folder))
      let url = folder.appendingPathComponent(try #require(names(in: folder).first))
      var data = try Data(contentsOf: url)
      switch kind {
      case "truncated": data.removeLast(100)
      case "empty": data.removeAll()
      case "longer": data.append(0)
      case "header": data[20] ^= 1
      case "first value": data[256] ^= 1
      default: data[data.count - 65 - 4 * 5] ^= 1
      }
      try data.write(to: url)
      let repaired = try prepare(.standardised, cache: folder)
      #expect(!repaired.wasCached)
      #expect(kind == "empty" || repaired.warnings.first?.contains("damaged") == true)
      #expect(elements(repaired) == original)
      #expect(try prepare(.standardised, cache: folder).wasCached)
      #expect(try names(in: folder).count == 1)
    }
  }

  @Test("Without a usable cache folder the images stay in memory, with a warning")
  func noFolder() throws {
    try withFolder { (folder: URL) throws in
      let file = folder.appendingPathComponent("a-file")
      try Data([1]).write(to: file)
      let prepared = try prepare(.standardised, cache: file)
      #expect(prepared.warnings.count == 1)
      #expect(prepared.warnings.first?.contains("memory") == true)
      #expect(elements(prepared) == elements(try prepare(.standardised, cache: nil)))
    }
  }

  @Test("Several threads may prepare the same images at a time")
  func concurrent() throws {
    try withFolder { (folder: URL) throws in
      let expected = elements(try prepare(.zca(), cache: nil))
      var results = [[Float]?](repeating: nil, count: 6)
      results.withUnsafeMutableBufferPointer { results in
        Parallel(threads: 3).forEach(6) { index, _ in
          results[index] = (try? prepare(.zca(), cache: folder)).map { elements($0) }
        }
      }
      #expect(results.allSatisfy { $0 == expected })
      #expect(try names(in: folder).count == 1)
    }
  }

  @Test("A failure leaves no file behind")
  func failure() throws {
    try withFolder { (folder: URL) throws in
      #expect(throws: Problem.self) { try prepare(.zca(epsilon: -1), cache: folder) }
      #expect(try names(in: folder).isEmpty)
    }
  }

  @Test("The bits do not depend on the number of threads")
  func deterministic() throws {
    let (one, three) = (try prepare(.zca(), cache: nil, threads: 1), try prepare(.zca(), cache: nil, threads: 3))
    #expect(elements(one) == elements(three))
  }

  @Test("Images start on a cache line, the test images too")
  func alignment() throws {
    try withFolder { (folder: URL) throws in
      for cache in [nil, folder] {
        let prepared = try prepare(.standardised, cache: cache)
        for split in [prepared.training, prepared.test] {
          #expect(split.withUnsafePointer { Int(bitPattern: $0) % 64 } == 0)
        }
      }
    }
  }

  @Test("Progress grows to 1")
  func progress() throws {
    var fractions: [Double] = []
    _ = try PreparedImages.prepare(
      training: training, test: test, shape: shape, preprocessing: .standardised, cache: nil
    ) { fractions.append($0) }
    #expect(fractions == fractions.sorted())
    #expect(fractions.last == 1)
  }

  @Test("Pixels that do not fill whole images are refused, and no test images are fine")
  func counts() throws {
    for (first, second) in [(training.dropLast(), test[...]), (training[...], test.dropLast())] {
      #expect(throws: Problem.self) {
        try PreparedImages.prepare(
          training: Array(first), test: Array(second), shape: shape, preprocessing: .standardised, cache: nil)
      }
    }
    let alone = try PreparedImages.prepare(
      training: training, test: [], shape: shape, preprocessing: .zca(), cache: nil)
    #expect(alone.test.count == 0)
    #expect(throws: Problem.self) {
      try PreparedImages.prepare(training: [], test: test, shape: shape, preprocessing: .zca(), cache: nil)
    }
  }

  private func prepare(_ preprocessing: Preprocessing, cache: URL?, threads: Int = 2) throws -> PreparedImages {
    try PreparedImages.prepare(
      training: training, test: test, shape: shape, preprocessing: preprocessing, cache: cache,
      parallel: Parallel(threads: threads))
  }

  private func elements(_ images: PreparedImages) -> [Float] {
    [images.training, images.test].flatMap { split in (0..<split.count).flatMap { split[$0].elements } }
  }

  private func names(in folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path)
  }

  private func withFolder(_ body: (URL) throws -> Void) throws {
    let folder = try TemporaryFolder()
    try withExtendedLifetime(folder) { try body(folder.url) }
  }
}
