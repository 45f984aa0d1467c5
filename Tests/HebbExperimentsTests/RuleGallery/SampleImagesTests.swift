import Foundation
import HebbData
import HebbSupport
import HebbTensor
import TestSupport
import Testing

@testable import HebbExperiments

@Suite("Patches of natural images")
struct SampleImagesTests {
  @Test("Without a data set they are computed, always the same, each with mean 0")
  func computed() throws {
    let patches = try SampleImages.computed.patches(count: 50, side: 6)
    #expect(patches.values.shape == [50, 36])
    #expect(patches.source.contains("dead leaves"))
    for row in 0..<50 { #expect(abs(patches.values.row(row).reduce(0, +)) < 1e-4) }
    #expect(try SampleImages.computed.patches(count: 50, side: 6).values == patches.values)
  }

  @Test("Neighbouring pixels are alike, distant ones less: the images have structure at all scales")
  func correlations() throws {
    let x = try SampleImages.computed.patches(count: 4_000, side: 9).values
    func correlation(_ a: Int, _ b: Int) -> Double {
      var (products, squares) = (0.0, 0.0)
      for row in 0..<x.shape[0] {
        products += Double(x[row, a] * x[row, b])
        squares += Double(x[row, a] * x[row, a] + x[row, b] * x[row, b]) / 2
      }
      return products / squares
    }
    let middle = 4 * 9 + 4
    let along = (1...4).map { correlation(middle, middle + $0) }
    #expect(along[0] > 0.6)
    #expect(zip(along, along.dropFirst()).allSatisfy { $0 > $1 })
  }

  @Test("A data set that is there but broken is a problem, not a reason to compute")
  func broken() throws {
    let folder = try TemporaryFolder()
    let data = folder.url.appendingPathComponent("cifar10")
    try FileManager.default.createDirectory(at: data, withIntermediateDirectories: true)
    for file in (1...5).map({ "data_batch_\($0).bin" }) + ["test_batch.bin"] {
      try Data([1, 2, 3]).write(to: data.appendingPathComponent(file))
    }
    #expect(throws: Problem.self) { try SampleImages(data: folder.url).patches(count: 1, side: 4) }
  }
}
