import HebbTensor
import Testing

@testable import HebbPlasticity

@Suite("The search for the largest values")
struct WinnerSearchTests {
  /// By sorting: larger values first, of equal ones the first; only what is above 0.
  private func reference(_ count: Int, _ row: [Float]) -> [Int32] {
    let ranked = row.indices.filter { row[$0] > 0 }.sorted { (-row[$0], $0) < (-row[$1], $1) }
    return ranked.prefix(count).map { Int32($0) }.sorted()
  }

  private func largest(_ count: Int, in row: [Float]) -> [Int32] {
    var indices = [Int32](repeating: -7, count: count)
    let found = indices.withUnsafeMutableBufferPointer { indices in
      row.withUnsafeBufferPointer { WinnerSearch.largest(count, in: $0, into: indices) }
    }
    return Array(indices[..<found])
  }

  private func largest(in row: [Float]) -> Int? { row.withUnsafeBufferPointer { WinnerSearch.largest(in: $0) } }

  @Test("It finds what sorting finds, for any length, count and number of ties")
  func agreesWithSorting() {
    for length in [0, 1, 2, 15, 16, 17, 31, 32, 33, 100, 257] {
      for values in [ActivityFixture.normal([1, length]), ActivityFixture.tied([1, length])] {
        let row = values.elements
        #expect(largest(in: row).map { [Int32($0)] } ?? [] == reference(1, row))
        for count in [1, 2, 3, 7, 16, 60, length, length + 3] where count > 0 {
          #expect(largest(count, in: row) == reference(count, row), "\(count) of \(length)")
        }
      }
    }
  }

  @Test("Values of very different sizes are told apart, up to infinity and down to the smallest")
  func extremes() {
    let row: [Float] = [
      0x1p-149, 3e38, .infinity, 1, 1e-30, 1.0000001, .infinity, -.infinity, 0x1p-148, 0, -0.0, 1e-38,
    ]
    #expect(largest(in: row) == 2)
    for count in 1...12 { #expect(largest(count, in: row) == reference(count, row), "\(count)") }
  }

  @Test("Where nothing is above 0, nothing is found", arguments: [-1, 0, -0.0, .nan, -.infinity] as [Float])
  func nothing(value: Float) {
    for length in [1, 16, 37] {
      let row = [Float](repeating: value, count: length)
      #expect(largest(in: row) == nil)
      #expect(largest(1, in: row).isEmpty && largest(5, in: row).isEmpty)
    }
  }

  @Test("What is not a number is never found, wherever it stands")
  func notANumber() {
    for place in 0..<37 {
      var row = ActivityFixture.normal([1, 37]).elements
      row[place] = .nan
      let expected = reference(5, row)
      #expect(!expected.contains(Int32(place)))
      #expect(largest(5, in: row) == expected)
      #expect(largest(in: row).map { [Int32($0)] } == reference(1, row))
    }
  }
}
