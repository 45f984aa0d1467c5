import CHebbKernels
import HebbTensor
import Testing

@testable import HebbMemories

@Suite("Kernels of recall")
struct MemoryKernelsTests {
  static let instructionSets = ["avx512", "avx2", "base"].filter { MemoryKernels.named($0) != nil }
  private static let lengths = [1, 7, 8, 15, 16, 17, 63, 64, 65, 200]

  @Test("An instruction set that does not exist has no kernels")
  func unknown() { #expect(MemoryKernels.named("abacus") == nil) }

  @Test("Sums of products, multiples and extents are those of plain loops", arguments: instructionSets)
  func sums(instructionSet: String) throws {
    let kernels = try #require(MemoryKernels.named(instructionSet))
    for length in Self.lengths {
      let (a, b) = (RandomPatterns.normal(1, length).elements, RandomPatterns.normal(1, length, seed: 2).elements)
      let product = zip(a, b).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
      #expect(abs(Double(kernels.dot(a, b, length)) - product) < 1e-4)
      var sum = a
      kernels.add_multiple(&sum, b, 3, length)
      for i in 0..<length { #expect(abs(sum[i] - (a[i] + 3 * b[i])) < 1e-5) }
      let extent = kernels.extent(a, length)
      #expect(extent.least == a.min() && extent.greatest == a.max())
    }
    #expect(kernels.dot([], [], 0) == 0)
  }

  @Test("Functions of overlaps are looked up where they stand", arguments: instructionSets)
  func tables(instructionSet: String) throws {
    let kernels = try #require(MemoryKernels.named(instructionSet))
    let units = 9
    let (gains, curvatures) = ((0...units).map { Float($0 * $0) }, (0...units).map { Float($0) })
    for length in Self.lengths {
      let overlaps = (0..<length).map { Float(2 * ($0 * 7 % (units + 1)) - units) }
      var out = [Float](repeating: .nan, count: length)
      let sum = kernels.look_up(overlaps, length, Int32(units), gains, curvatures, &out)
      let places = (0..<length).map { $0 * 7 % (units + 1) }
      #expect(out == places.map { Float($0 * $0) })
      #expect(sum == Float(places.reduce(0, +)))
    }
  }
}
