import CHebbKernels
import Testing

@testable import HebbNetworks
@testable import HebbTensor

@Suite("Kernels of a read-out")
struct ReadoutKernelsTests {
  private static let widths = [64, 128, 448, 512]
  private static let counts = [1, 3, 4, 5, 17, 64]
  private static let classes = [1, 2, 4, 5, 6, 9, 10, 13]

  private func kernels(_ name: String) throws -> HebbReadoutKernels {
    try #require(hebb_kernels_named(name)).pointee.readout
  }

  /// Rows of features in 16 bits, which these numbers are exactly.
  private func halves(_ count: Int, _ width: Int, _ random: inout RandomStream) -> (bits: [UInt16], values: [Float]) {
    let values = (0..<count * width).map { _ in Float(random.next(below: 513)) / 256 - 1 }
    return (values.map { Float16($0).bitPattern }, values)
  }

  private func staged(
    _ kernels: HebbReadoutKernels, _ bits: [UInt16], _ count: Int, _ width: Int, keep: [UInt16]? = nil
  ) -> [UInt16] {
    var out = [UInt16](repeating: .max, count: (count + 3) / 4 * 4 * width)
    bits.withUnsafeBufferPointer { bits in
      let rows: [UnsafePointer<UInt16>?] = (0..<count).map { bits.baseAddress! + $0 * width }
      kernels.stage(rows, Int32(count), Int32(width), keep, &out)
    }
    return out
  }

  @Test(
    "Values become the nearest half-precision numbers, limited and not infinite",
    arguments: ReferenceTests.instructionSets)
  func conversion(instructionSet: String) throws {
    let kernels = try kernels(instructionSet)
    var random = RandomStream(seed: 1, "halves")
    var values = (0..<5000).map { _ in
      random.normal() * Float(sign: .plus, exponent: random.next(below: 45) - 30, significand: 1)
    }
    values += [
      0, -0.0, 1, 65_504, 65_519, 65_520, 1e30, -1e30, 0x1p-24, 0x1p-25, 0x1.000002p-25, -0x1p-14, 0x1.FFEp-15,
      0x1.FFFp-15,
    ]
    for length in [0, 1, 15, 16, 17, values.count] {
      var out = [UInt16](repeating: 0, count: length)
      #expect(kernels.to_halves(Array(values[..<length]), length, 1, &out))
      for i in 0..<length {
        let expected = Float16(max(-65_504, min(65_504, values[i])))
        #expect(out[i] == expected.bitPattern, "\(values[i])")
      }
    }
    var out: [UInt16] = [0, 0]
    #expect(kernels.to_halves([3, 5], 2, 0.25, &out) && out == [Float16(0.75).bitPattern, Float16(1.25).bitPattern])
    for bad in [Float.nan, .infinity, -.infinity] { #expect(!kernels.to_halves([1, bad], 2, 1, &out)) }
  }

  @Test("Every finite half-precision number is read exactly", arguments: ReferenceTests.instructionSets)
  func reading(instructionSet: String) throws {
    let kernels = try kernels(instructionSet)
    let unit = (0..<64).map { Float($0 == 5 ? 1 : 0) }
    for bits in stride(from: UInt16(0), through: .max, by: 7) where Float16(bitPattern: bits).isFinite {
      var row = [UInt16](repeating: 0, count: 64)
      row[5] = bits
      var out = [Float](repeating: .nan, count: 4)
      kernels.scores(staged(kernels, row, 1, 64), 1, 64, unit, 1, &out)
      #expect(out[0] == Float(Float16(bitPattern: bits)))
    }
  }

  @Test("Random bits are those of the stream's generator", arguments: ReferenceTests.instructionSets)
  func bits(instructionSet: String) throws {
    let kernels = try kernels(instructionSet)
    let (key, counter): ([UInt32], [UInt32]) = ([17, 0xDEAD_BEEF], [3 << 16, 5, 0x8000_0001, 9])
    func word(_ lane: Int, digit: Int, row: Int) -> UInt32 {
      RandomStream.philox(
        counter: SIMD4(counter[0] + UInt32(16 * digit + lane), counter[1], counter[2], counter[3]),
        key: SIMD2(key[0], key[1]))[row]
    }
    for keep: UInt32 in [1, 32_768, 16_384, 49_152, 52_429, 65_535] {
      var out = [UInt16](repeating: 0, count: 4 * 32)
      kernels.keep_bits(key, counter, keep, &out)
      let first = keep.trailingZeroBitCount
      for row in 0..<4 {
        for lane in 0..<16 {
          var expected: UInt32 = 0
          for digit in first..<16 {
            let random = word(lane, digit: digit - first, row: row)
            expected = keep >> digit & 1 == 1 ? random | expected : random & expected
          }
          #expect(UInt32(out[row * 32 + 2 * lane]) | UInt32(out[row * 32 + 2 * lane + 1]) << 16 == expected)
        }
      }
    }
  }

  @Test(
    "The share of the bits that are 1 is the probability", arguments: [UInt32(1 << 8), 16_384, 32_768, 52_429, 65_000])
  func share(keep: UInt32) throws {
    let kernels = try kernels("base")
    var ones = 0
    let trials = 2000
    for trial in 0..<trials {
      var out = [UInt16](repeating: 0, count: 4 * 32)
      kernels.keep_bits([1, 2], [0, UInt32(trial), 0, 0], keep, &out)
      ones += out.reduce(0) { $0 + $1.nonzeroBitCount }
    }
    let (p, n) = (Double(keep) / 65_536, Double(trials * 2048))
    #expect(abs(Double(ones) / n - p) < 4 * (p * (1 - p) / n).squareRoot())
  }

  @Test(
    "Rows are staged tile by tile, hidden features as 0 and missing rows, too",
    arguments: ReferenceTests.instructionSets)
  func staging(instructionSet: String) throws {
    let kernels = try kernels(instructionSet)
    var random = RandomStream(seed: 2, "staging")
    for width in Self.widths {
      for count in Self.counts {
        let (bits, _) = halves(count, width, &random)
        let keep = (0..<count * 32).map { _ in UInt16(truncatingIfNeeded: random.next()) }
        for masks in [nil, keep] {
          let out = staged(kernels, bits, count, width, keep: masks)
          let padded = out.count / width
          for n in 0..<padded {
            for i in 0..<width {
              let isKept = n < count && (masks.map { $0[n * 32 + i % 32] >> (i / 32) & 1 == 1 } ?? true)
              #expect(out[(i / 64 * padded + n) * 64 + i % 64] == (isKept ? bits[n * width + i] : 0))
            }
          }
        }
      }
    }
  }

  @Test("Scores are products with the weights", arguments: ReferenceTests.instructionSets)
  func scores(instructionSet: String) throws {
    let kernels = try kernels(instructionSet)
    var random = RandomStream(seed: 3, "scores")
    for (width, count, classes) in sizes {
      let (bits, values) = halves(count, width, &random)
      let weights = (0..<classes * width).map { _ in random.normal() }
      var out = [Float](repeating: .nan, count: (count + 3) / 4 * 4 * classes)
      kernels.scores(
        staged(kernels, bits, count, width), Int32(count), Int32(width), weights, Int32(classes), &out)
      for n in 0..<count {
        for k in 0..<classes {
          let sum = (0..<width).reduce(0.0) { $0 + Double(values[n * width + $1]) * Double(weights[k * width + $1]) }
          #expect(abs(Double(out[n * classes + k]) - sum) < 1e-3)
        }
      }
    }
  }

  @Test(
    "A step follows the product of errors and features, for both optimisers", arguments: ReferenceTests.instructionSets)
  func learning(instructionSet: String) throws {
    let kernels = try kernels(instructionSet)
    var random = RandomStream(seed: 4, "learning")
    for (width, count, classes) in sizes {
      for isAdam: Int32 in [0, 1] {
        let (bits, values) = halves(count, width, &random)
        let errors = (0..<count * classes).map { _ in random.normal() }
        let start = (0..<3).map { part in
          (0..<classes * width).map { _ in part == 2 ? random.uniform() : random.normal() }
        }
        var step = HebbOptimiserStep(
          is_adam: isAdam, rate: 0.1, first: 0.8, second: 0.9, root: 1.5, epsilon: 0.01, decay: 0.2)
        var (weights, firsts, seconds) = (start[0], start[1], start[2])
        kernels.learn(
          staged(kernels, bits, count, width), Int32(count), Int32(width), errors, Int32(classes), &step,
          &weights, &firsts, &seconds)
        for k in 0..<classes {
          for i in 0..<width {
            let at = k * width + i
            let (w, m, v) = (Double(start[0][at]), Double(start[1][at]), Double(start[2][at]))
            let g = (0..<count).reduce(0.2 * w) {
              $0 + Double(errors[$1 * classes + k]) * Double(values[$1 * width + i])
            }
            let first = isAdam == 1 ? 0.8 * m + 0.2 * g : 0.8 * m + g
            let second = isAdam == 1 ? 0.9 * v + 0.1 * g * g : v
            let change = isAdam == 1 ? 0.1 * first / (1.5 * second.squareRoot() + 0.01) : 0.1 * first
            #expect(abs(Double(weights[at]) - (w - change)) < 1e-4)
            #expect(abs(Double(firsts[at]) - first) < 1e-3)
            #expect(abs(Double(seconds[at]) - second) < 1e-3 * max(1, second))
          }
        }
      }
    }
  }

  /// Not all combinations: each value of each.
  private var sizes: [(width: Int, count: Int, classes: Int)] {
    (0..<Self.classes.count).map {
      (Self.widths[$0 % Self.widths.count], Self.counts[$0 % Self.counts.count], Self.classes[$0])
    }
  }
}
