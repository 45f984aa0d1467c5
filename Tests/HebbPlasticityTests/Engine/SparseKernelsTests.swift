import CHebbKernels
import HebbTensor
import Testing

@testable import HebbPlasticity

@Suite("Kernels for updates of few weights")
struct SparseKernelsTests {
  private static let widths = [1, 15, 16, 17, 64, 80, 100]

  /// Rows of which some stretches are zero.
  private static func inputs(_ rows: Int, _ columns: Int, _ random: inout RandomStream) -> [[Float]] {
    (0..<rows).map { _ in
      let first = random.next(below: columns)
      return (0..<columns).map { column in column >= first && column < first + 20 ? random.normal() : 0 }
    }
  }

  @Test("Deviations from a running mean are those of a plain loop", arguments: UpdateEngineTests.instructionSets)
  func deviations(instructionSet: String) throws {
    let kernels = try #require(UpdateKernels(named: instructionSet)).sparse
    var random = RandomStream(seed: 9, "deviations")
    for columns in Self.widths {
      for samples in [0, 1, 2, 5] {
        for (least, share): (Float, Float) in [(0, 0), (0.5, 0.2), (0.01, 1), (3, 0.1)] {
          let x = Self.inputs(samples, columns, &random)
          let y = (0..<samples).map { _ in random.normal() }
          let before = (0..<columns).map { _ in random.normal() }
          let correlation = (0..<columns).map { j in (0..<samples).reduce(Float(0)) { $0 + y[$1] * x[$1][j] } }
          let expected = (0..<columns).map { correlation[$0] - share * before[$0] }
          for adds in [true, false] {
            var sum = adds ? before : zip(before, correlation).map(+)
            let after = zip(before, correlation).map(+)
            var indices = [Int32](repeating: -1, count: columns + 16)
            var values = [Float](repeating: .nan, count: columns + 16)
            let bound = sum.map(\.magnitude).max() ?? 0
            let (count, newBound) = x.flatMap(\.self).withUnsafeBufferPointer { x in
              var blocks = [Int32](repeating: 0, count: columns / 16 + 1)
              let blockCount = kernels.active_blocks(x.baseAddress, samples, columns, &blocks)
              let rows = (0..<samples).map { n in x.baseAddress.map { $0 + n * columns } }
              return sum.withUnsafeMutableBufferPointer { sum in
                indices.withUnsafeMutableBufferPointer { indices in
                  values.withUnsafeMutableBufferPointer { values in
                    rows.withUnsafeBufferPointer { rows in
                      y.withUnsafeBufferPointer { y in
                        blocks.withUnsafeBufferPointer { blocks in
                          var row = HebbDeviation(
                            columns: columns, count: Int32(samples), inputs: rows.baseAddress, amounts: y.baseAddress,
                            blocks: blocks.baseAddress, block_count: blockCount, sum: sum.baseAddress, adds: adds,
                            share: share, bound: bound, least: least, first: 1000, indices: indices.baseAddress,
                            values: values.baseAddress)
                          return (Int(kernels.deviations(&row)), row.bound)
                        }
                      }
                    }
                  }
                }
              }
            }
            for j in 0..<columns { #expect((sum[j] - after[j]).magnitude < 1e-5) }
            // Values that are as large as the threshold but for rounding may be on either side of it.
            let found = Dictionary(uniqueKeysWithValues: zip(indices.prefix(count), values))
            for j in 0..<columns where (expected[j].magnitude - least).magnitude > 1e-5 && expected[j] != 0 {
              let value = found[Int32(1000 + j)]
              #expect((value != nil) == (expected[j].magnitude > least), "\(columns), \(samples), \(least)")
              #expect(((value ?? expected[j]) - expected[j]).magnitude < 1e-5)
            }
            #expect(Array(indices.prefix(count)) == indices.prefix(count).sorted())
            #expect(newBound >= (after.map(\.magnitude).max() ?? 0) - 1e-5)
          }
        }
      }
    }
  }

  @Test("Counting magnitudes bit by bit finds the value of any rank", arguments: UpdateEngineTests.instructionSets)
  func counting(instructionSet: String) throws {
    let kernels = try #require(UpdateKernels(named: instructionSet)).sparse
    let values: [Float] = [1, -2, 0.5, 2, -0.25, 1e-20]
    var bins = [Int32](repeating: 0, count: 1 << 11)
    kernels.count_magnitudes(values, values.count, 20, 11, 0, &bins)
    #expect(bins.reduce(0, +) == 6)
    #expect(bins[Int(Float(2).bitPattern >> 20)] == 2)
    bins = [Int32](repeating: 0, count: 1 << 11)
    kernels.count_magnitudes(values, values.count, 9, 11, Float(2).bitPattern >> 20, &bins)
    #expect(bins[0] == 2 && bins.reduce(0, +) == 2)
  }

  @Test("The entries of large magnitude are kept in their order", arguments: UpdateEngineTests.instructionSets)
  func keeping(instructionSet: String) throws {
    let kernels = try #require(UpdateKernels(named: instructionSet)).sparse
    var random = RandomStream(seed: 2, "keeping")
    for count in [0, 1, 15, 16, 17, 100] {
      let values = (0..<count).map { _ in random.normal() }
      let indices = (0..<count).map { Int32(3 * $0) }
      var keptIndices = [Int32](repeating: 0, count: count + 16)
      var keptValues = [Float](repeating: 0, count: count + 16)
      let kept = kernels.keep_largest(indices, values, count, 0.7, &keptIndices, &keptValues)
      let expected = zip(indices, values).filter { $0.1.magnitude >= 0.7 }
      #expect(Array(keptIndices.prefix(kept)) == expected.map(\.0))
      #expect(Array(keptValues.prefix(kept)) == expected.map(\.1))
    }
  }

  @Test("A row times a matrix, stretches of zeros left out", arguments: UpdateEngineTests.instructionSets)
  func products(instructionSet: String) throws {
    let kernels = try #require(UpdateKernels(named: instructionSet)).sparse
    var random = RandomStream(seed: 4, "products")
    for columns in Self.widths {
      for rows in [1, 3, 4, 9] {
        let x = Self.inputs(1, columns, &random)[0]
        let w = (0..<rows * columns).map { _ in random.normal() }
        var blocks = [Int32](repeating: 0, count: columns / 16 + 1)
        let count = kernels.active_blocks(x, 1, columns, &blocks)
        #expect(count == (0..<columns / 16).count { b in x[b * 16..<b * 16 + 16].contains { $0 != 0 } })
        var products = [Float](repeating: .nan, count: rows)
        kernels.multiply_row(w, rows, columns, x, blocks, count, &products)
        for row in 0..<rows {
          let expected = (0..<columns).reduce(0.0) { $0 + Double(x[$1]) * Double(w[row * columns + $1]) }
          #expect(abs(Double(products[row]) - expected) < 1e-4)
        }
      }
    }
  }
}
