import Testing

@testable import HebbTensor

@Suite("Summation")
struct SummationTests {
  @Test(
    "Sums, and sums of squares, of any length equal those of a plain loop in double precision",
    arguments: [0, 1, 2, 15, 16, 17, 31, 33, 1023, 1024, 1025, 5000])
  func plainLoop(count: Int) {
    let x = normal([count], "sum of \(count)").elements
    let expected = (sum: x.reduce(0) { $0 + Double($1) }, squares: x.reduce(0) { $0 + Double($1) * Double($1) })
    #expect(abs(Double(Summation.sum(x, count)) - expected.sum) < 1e-4)
    #expect(abs(Double(Summation.sumOfSquares(x, count)) - expected.squares) <= 1e-6 * expected.squares)
    withUnsafeTemporaryAllocation(of: Float.self, capacity: Summation.chunk) { scratch in
      #expect(abs(Double(Summation.sum(count, scratch) { 2 * x[$0] }) - 2 * expected.sum) < 2e-4)
    }
  }

  @Test("A long sum of small terms loses nothing")
  func long() {
    let x = [Float](repeating: 0.1, count: 1 << 20)
    let exact = Double(x[0]) * Double(x.count)
    #expect(abs(Double(Summation.sum(x, x.count)) - exact) < 1e-6 * exact)
  }
}
