import Foundation
import HebbData
import HebbNetworks
import HebbSupport
import HebbTensor
import TestSupport
import Testing

@testable import HebbExperiments

@Suite("The data of an experiment")
struct ExperimentDataTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func load(
    _ specification: ExperimentSpecification, validation: Int? = nil, progress: (Double) throws -> Void = { _ in }
  ) throws -> ExperimentData {
    try ExperimentData.load(
      specification, from: folder.url, validation: validation, cache: folder.file("cache"),
      parallel: Parallel(threads: 2),
      progress: progress)
  }

  @Test("Colour images come as they are, standardised, with their labels")
  func colour() throws {
    try SyntheticImages.writeCIFAR(to: folder.url, perFile: 8)
    let data = try load(TinyExperiment.layer())
    #expect((data.images.training.count, data.images.test.count) == (40, 8))
    #expect((data.shape.channels, data.shape.height, data.shape.width) == (3, 32, 32))
    #expect(data.trainingLabels.prefix(5) == [0, 1, 2, 3, 0] && data.classNames.count == 10)
    let image = data.images.training[39]
    #expect(abs(image.elements.reduce(0, +)) < 0.1)
  }

  @Test("Held-out images take the place of the test images, and nothing is fitted to them")
  func validation() throws {
    try SyntheticImages.writeCIFAR(to: folder.url, perFile: 8)
    var specification = TinyExperiment.layer()
    let all = try load(specification)
    #expect(all.evaluatedOn == .test)
    let data = try load(specification, validation: 15)
    let split = try ValidationSplit(holdingOut: 15, of: 40)
    #expect(data.evaluatedOn == .validation)
    #expect(data.trainingLabels == split.training.map { all.trainingLabels[$0] })
    #expect(data.testLabels == split.validation.map { all.trainingLabels[$0] })
    for (place, original) in split.validation.enumerated() {
      #expect(data.images.test[place] == all.images.training[original])
    }
    // Whitening is fitted to what is trained on: the same as of a data set that has nothing else.
    specification.input.whitening = .patch
    let held = try load(specification, validation: 15).patchWhitening
    let loaded = try DatasetCatalog.standard.load("cifar10", data: folder.url)
    let alone = try PatchWhitening.fit(
      to: loaded.training.selecting(split.training).pixels, count: 25, shape: data.shape, kernel: 5,
      epsilon: specification.input.epsilon, seed: 0, parallel: Parallel(threads: 1)
    ).matrix
    #expect(held == alone)
  }

  @Test("Small grey images are padded to 32 × 32")
  func padded() throws {
    let header: (Int, Int) -> [UInt8] = { [0, 0, 8, UInt8($1), 0, 0, 0, UInt8($0)] }
    for split in ["train", "t10k"] {
      let pixels = (0..<3 * 28 * 28).map { UInt8($0 % 251) }
      try Data(header(3, 3) + [0, 0, 0, 28, 0, 0, 0, 28] + pixels).write(to: folder.file("\(split)-images-idx3-ubyte"))
      try Data(header(3, 1) + [4, 5, 6]).write(to: folder.file("\(split)-labels-idx1-ubyte"))
    }
    var specification = TinyExperiment.layer()
    specification.dataset = "mnist"
    let data = try load(specification)
    #expect((data.shape.channels, data.shape.height, data.shape.width) == (1, 32, 32))
    #expect(data.testLabels == [4, 5, 6])
  }

  @Test("A network that does not fit the images is a problem, before anything is computed")
  func tooLarge() throws {
    try SyntheticImages.writeCIFAR(to: folder.url, perFile: 1)
    var specification = TinyExperiment.layer()
    specification.layers[0].kernel = 33
    #expect(problem { try load(specification) }?.description.contains("33") == true)
    #expect(!FileManager.default.fileExists(atPath: folder.file("cache").path))
  }

  @Test("What progress throws ends the preparation, with nothing left in the cache")
  func stopped() throws {
    try SyntheticImages.writeCIFAR(to: folder.url, perFile: 2)
    #expect(throws: Interruption.self) {
      try load(TinyExperiment.layer()) { _ in throw Interruption(epochs: 0, batches: 0) }
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.file("cache").path).isEmpty)
  }
}
