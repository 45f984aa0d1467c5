import HebbTensor
import Testing

@Suite("RandomStream, integers")
struct RandomStreamIntegersTests {
  @Test("Integers stay below their bound", arguments: [1, 2, 3, 7, 1000, Int.max])
  func bound(bound: Int) {
    var stream = RandomStream(seed: 1, "integers")
    for _ in 0..<100 { #expect((0..<bound).contains(stream.next(below: bound))) }
  }

  @Test("All integers below a bound are equally likely")
  func even() {
    var stream = RandomStream(seed: 2, "integers")
    var counts = [Int](repeating: 0, count: 7)
    for _ in 0..<7000 { counts[stream.next(below: 7)] += 1 }
    // The standard deviation of a count is 29.
    #expect(counts.allSatisfy { abs($0 - 1000) < 130 }, "\(counts)")
  }

  @Test("A permutation holds every number once", arguments: [0, 1, 2, 3, 10, 257])
  func permutation(count: Int) {
    var stream = RandomStream(seed: 3, "shuffle")
    #expect(stream.permutation(of: count).sorted() == Array(0..<count))
  }

  @Test("All orders of three are equally likely")
  func uniformOrders() {
    var stream = RandomStream(seed: 4, "shuffle")
    var counts: [[Int]: Int] = [:]
    for _ in 0..<6000 { counts[stream.permutation(of: 3), default: 0] += 1 }
    #expect(counts.count == 6)
    #expect(counts.values.allSatisfy { abs($0 - 1000) < 130 }, "\(counts)")
  }

  @Test("A permutation depends on the seed and the name alone, and never changes between versions")
  func golden() {
    var stream = RandomStream(seed: 2025, "epoch.0.order")
    #expect(stream.permutation(of: 8) == [2, 0, 7, 3, 6, 4, 5, 1])
  }
}
