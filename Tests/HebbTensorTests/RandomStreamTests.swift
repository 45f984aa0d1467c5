import Testing

@testable import HebbTensor

@Suite("RandomStream")
struct RandomStreamTests {
  /// Known answers of the Random123 distribution (examples/kat_vectors, philox 4x32 10).
  @Test(
    "Philox 4x32-10 gives the published known answers",
    arguments: [
      (
        SIMD4<UInt32>(repeating: 0), SIMD2<UInt32>(repeating: 0),
        SIMD4<UInt32>(0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8)
      ),
      (
        SIMD4<UInt32>(repeating: .max), SIMD2<UInt32>(repeating: .max),
        SIMD4<UInt32>(0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd)
      ),
      (
        SIMD4<UInt32>(0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344), SIMD2<UInt32>(0xa409_3822, 0x299f_31d0),
        SIMD4<UInt32>(0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1)
      ),
    ])
  func knownAnswers(counter: SIMD4<UInt32>, key: SIMD2<UInt32>, expected: SIMD4<UInt32>) {
    #expect(RandomStream.philox(counter: counter, key: key) == expected)
  }

  @Test("The same seed and name give the same numbers; another seed or name gives others")
  func reproducible() {
    func numbers(_ seed: UInt64, _ name: String) -> [UInt64] {
      var stream = RandomStream(seed: seed, name)
      return (0..<8).map { _ in stream.next() }
    }
    #expect(numbers(7, "weights") == numbers(7, "weights"))
    #expect(Set(numbers(7, "weights")).isDisjoint(with: numbers(8, "weights")))
    #expect(Set(numbers(7, "weights")).isDisjoint(with: numbers(7, "masks")))
    #expect(Set(numbers(7 << 32, "weights")).isDisjoint(with: numbers(7, "weights")))
    #expect(Set(numbers(7, "weights")).count == 8)
  }

  @Test("A copied stream goes on independently with the same numbers")
  func valueSemantics() {
    var first = RandomStream(seed: 1, "copy")
    _ = first.next()
    var second = first
    let ahead = (0..<5).map { _ in first.next() }
    #expect((0..<5).map { _ in second.next() } == ahead)
  }

  @Test("Uniform numbers fill [0, 1) evenly")
  func uniform() {
    var stream = RandomStream(seed: 3, "uniform")
    let numbers = (0..<4000).map { _ in stream.uniform() }
    #expect(numbers.allSatisfy { 0 <= $0 && $0 < 1 })
    let mean = numbers.reduce(0, +) / 4000
    #expect(abs(mean - 0.5) < 0.02)
    for tenth in 0..<10 {
      let share = numbers.count { Int($0 * 10) == tenth }
      #expect(abs(share - 400) < 100, "tenth \(tenth)")
    }
  }

  @Test("Normal numbers have mean 0, variance 1, kurtosis 3")
  func normal() {
    var stream = RandomStream(seed: 4, "normal")
    let numbers = (0..<8000).map { _ in Double(stream.normal()) }
    func moment(_ power: Int) -> Double {
      numbers.reduce(0) { sum, x in sum + (0..<power).reduce(1) { product, _ in product * x } } / 8000
    }
    #expect(numbers.allSatisfy { $0.isFinite })
    #expect(abs(moment(1)) < 0.04)
    #expect(abs(moment(2) - 1) < 0.06)
    #expect(abs(moment(3)) < 0.12)
    #expect(abs(moment(4) - 3) < 0.4)
  }
}
