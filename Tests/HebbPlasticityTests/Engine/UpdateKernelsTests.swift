import CHebbKernels
import HebbTensor
import Testing

@testable import HebbPlasticity

@Suite("Kernels for rows of weights")
struct UpdateKernelsTests {
  private static let lengths = [0, 1, 15, 16, 17, 63, 64, 65, 200]

  @Test("An instruction set that does not exist has no kernels")
  func unknown() { #expect(UpdateKernels(named: "abacus") == nil) }

  @Test("Squares, largest magnitude and scaling, for all lengths", arguments: UpdateEngineTests.instructionSets)
  func reductions(instructionSet: String) throws {
    let kernels = try #require(UpdateKernels(named: instructionSet)).products
    var random = RandomStream(seed: 6, "engine")
    for length in Self.lengths {
      var values = (0..<length).map { _ in random.normal() }
      let mask = (0..<length).map { _ in random.uniform() < 0.5 ? Float(1) : 0 }
      let squares = values.reduce(0.0) { $0 + Double($1) * Double($1) }
      #expect(abs(Double(kernels.squares(values, length)) - squares) <= 1e-5 * squares)
      #expect(kernels.largest(values, nil, length) == values.reduce(0) { max($0, $1.magnitude) })
      #expect(kernels.largest(values, mask, length) == zip(values, mask).reduce(0) { max($0, ($1.0 * $1.1).magnitude) })
      let scaled = values.map { $0 * 3 }
      kernels.scale(&values, length, 3)
      #expect(values == scaled)
    }
  }

  @Test("A value that is not finite is found wherever it is", arguments: UpdateEngineTests.instructionSets)
  func finiteness(instructionSet: String) throws {
    let kernels = try #require(UpdateKernels(named: instructionSet)).products
    for length in Self.lengths {
      #expect(kernels.finiteness([Float](repeating: -.greatestFiniteMagnitude, count: length), length).isFinite)
      for place in 0..<length {
        for bad in [Float.nan, .infinity, -.infinity] {
          var values = [Float](repeating: 1, count: length)
          values[place] = bad
          #expect(!kernels.finiteness(values, length).isFinite)
        }
      }
    }
  }

  @Test("Changes are added up, scaled and masked", arguments: UpdateEngineTests.instructionSets)
  func changes(instructionSet: String) throws {
    let kernels = try #require(UpdateKernels(named: instructionSet)).products
    var random = RandomStream(seed: 8, "engine")
    for length in Self.lengths where length > 0 {
      let (base, mask) = ((0..<length).map { Float($0) }, (0..<length).map { Float($0 % 2) })
      let changes = (0..<3 * length).map { _ in random.normal() }
      for (hasBase, hasMask) in [(true, true), (false, true), (true, false), (false, false)] {
        var out = [Float](repeating: .nan, count: length)
        kernels.add_changes(hasBase ? base : nil, changes, length, 3, 0.5, hasMask ? mask : nil, &out, length)
        for i in 0..<length {
          let sum = changes[i] + changes[length + i] + changes[2 * length + i]
          let expected = (hasBase ? base[i] : 0) + 0.5 * sum * (hasMask ? mask[i] : 1)
          #expect(abs(out[i] - expected) < 1e-4)
        }
      }
    }
  }
}
