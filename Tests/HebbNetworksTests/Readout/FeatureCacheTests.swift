import Foundation
import HebbSupport
import HebbTensor
import Testing

@testable import HebbNetworks

@Suite("FeatureCache")
struct FeatureCacheTests {
  private func features(_ count: Int, _ features: Int, scale: Float = 1) -> Tensor {
    var random = RandomStream(seed: 1, "features")
    return Tensor(shape: [count, features], elements: (0..<count * features).map { _ in scale * random.normal() })
  }

  private func value(_ cache: FeatureCache, _ image: Int, _ view: Int, _ feature: Int) -> Float {
    Float(Float16(bitPattern: cache.row(image: image, view: view)[feature]))
  }

  @Test("What was written is there to eleven bits, whatever its size", arguments: [Float(1e-20), 1e-3, 1, 1e6, 1e30])
  func precision(scale: Float) throws {
    for count in [1, 63, 64, 65, 700] {
      let rows = features(3, count, scale: scale)
      let cache = try FeatureCache(images: 3, features: count)
      try cache.write(rows, first: 0)
      let gain = try #require(cache.gain)
      #expect(gain.significand == 1)
      let largest = rows.elements.reduce(0) { max($0, $1.magnitude) }
      #expect((512..<1024).contains(largest * gain))
      for image in 0..<3 {
        for feature in 0..<count {
          let expected = rows[image, feature]
          #expect(abs(value(cache, image, 0, feature) / gain - expected) <= abs(expected) * 0x1p-11 + largest * 0x1p-33)
        }
        // What fills up a row counts for nothing.
        for feature in count..<cache.stride { #expect(value(cache, image, 0, feature) == 0) }
      }
    }
  }

  @Test("In units of their mean square, features have a mean square of 1")
  func meanSquare() throws {
    let rows = features(40, 50, scale: 1e-5)
    let cache = try FeatureCache(images: 40, features: 50, scale: .unitMeanSquare)
    try cache.write(rows, first: 0)
    let squares = (0..<40 * 50).map { value(cache, $0 / 50, 0, $0 % 50) }.reduce(0) { $0 + $1 * $1 }
    #expect(abs(squares / 2000 - 1) < 1e-3)
  }

  @Test("Images that come later are stored with the first ones' gain; what is too large is limited")
  func later() throws {
    let cache = try FeatureCache(images: 3, views: 2, features: 2)
    try cache.write(Tensor(shape: [1, 2], elements: [1, 0.5]), first: 0)
    try cache.write(Tensor(shape: [2, 2], elements: [0, 2, 1e30, -1e30]), first: 1)
    try cache.write(Tensor(shape: [1, 2], elements: [3, 4]), first: 2, view: 1)
    #expect(cache.gain == 512)
    #expect((0..<3).map { value(cache, $0, 0, 0) } == [512, 0, 65_504])
    #expect((0..<3).map { value(cache, $0, 0, 1) } == [256, 1024, -65_504])
    #expect((value(cache, 2, 1, 0), value(cache, 2, 1, 1)) == (1536, 2048))
  }

  @Test("Features that are all 0 can be stored; one that is not finite is a problem that names its image")
  func bad() throws {
    let cache = try FeatureCache(images: 4, features: 3)
    try cache.write(Tensor(shape: [2, 3]), first: 0)
    #expect(cache.gain == 1)
    for bad in [Float.nan, .infinity] {
      let rows = Tensor(shape: [2, 3], elements: [0, 1, 2, 3, bad, 5])
      #expect { try cache.write(rows, first: 2) } throws: { ($0 as? Problem)?.place == "image 3" }
    }
    #expect(throws: Problem.self) { try FeatureCache(images: 1, features: 1, kernels: "abacus") }
  }
}

@Suite("FeatureMemory")
struct FeatureMemoryTests {
  @Test("There is some memory, and less than the machine has")
  func available() {
    #expect(FeatureMemory.availableMemory > 0)
    #expect(FeatureMemory.availableMemory <= ProcessInfo.processInfo.physicalMemory)
  }

  @Test("Without memory a file serves as well, and leaves nothing behind")
  func file() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("hebb-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let memory = try FeatureMemory(count: 1000, available: 0, folder: folder)
    for i in 0..<1000 { memory.halves[i] = UInt16(i) }
    #expect((0..<1000).allSatisfy { memory.halves[$0] == UInt16($0) })
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test("Where there is room in neither, the problem says how much was needed and what to do")
  func nowhere() {
    let folder = URL(fileURLWithPath: "/nonexistent/folder")
    #expect {
      try FeatureMemory(count: 1 << 20, available: 0, folder: folder)
    } throws: { error in
      guard let problem = error as? Problem else { return false }
      return problem.what.contains("2 MiB") && problem.what.contains("/nonexistent/folder")
        && problem.advice?.contains("TMPDIR") == true
    }
  }
}
