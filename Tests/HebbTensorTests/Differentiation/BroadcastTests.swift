import Testing

@testable import HebbTensor

@Suite("Broadcast")
struct BroadcastTests {
  @Test(
    "Shapes broadcast as NumPy's do",
    arguments: [
      ([2, 3], [2, 3], [2, 3]), ([2, 3], [3], [2, 3]), ([2, 1], [1, 3], [2, 3]), ([], [4], [4]), ([], [], []),
      ([5, 1, 7], [6, 1], [5, 6, 7]), ([0, 3], [1, 3], [0, 3]), ([2, 0], [], [2, 0]), ([1], [0], [0]),
    ])
  func shapes(left: [Int], right: [Int], result: [Int]) {
    #expect(Broadcast(left, right)?.shape == result)
    #expect(Broadcast(right, left)?.shape == result)
  }

  @Test("Shapes that differ in an axis do not broadcast", arguments: [([2], [3]), ([2, 3], [2]), ([0], [2])])
  func mismatch(left: [Int], right: [Int]) {
    #expect(Broadcast(left, right) == nil)
  }

  @Test("Equal shapes, and a block repeated over the first axes, become single rows")
  func merging() {
    #expect(Broadcast([4, 5, 6], [4, 5, 6])?.rowLength == 120)
    #expect(Broadcast([4, 5, 6], [5, 6])?.rowLength == 30)
    #expect(Broadcast([4, 5, 6], [4, 1, 1])?.rowLength == 30)
    #expect(Broadcast([4, 1, 5], [4, 5])?.rowLength == 5)
  }

  @Test(
    "Every element of the result meets those with the same indices",
    arguments: [
      ([2, 3], [2, 3]), ([2, 3, 4], [3, 1]), ([2, 1, 4], [3, 1]), ([3, 1], [1, 5]), ([], [2, 2]),
      ([2, 1, 3, 1], [4, 1, 5]),
      ([1, 1], [1]), ([0, 2], [2]),
    ])
  func meeting(left: [Int], right: [Int]) throws {
    let broadcast = try #require(Broadcast(left, right))
    let (a, b) = (counting(left), counting(right))
    let combined = broadcast.combine(a, b) { 1_000 * $0 + $1 }
    let swapped = broadcast.swapped.combine(b, a) { $0 + 1_000 * $1 }
    #expect(combined == swapped)
    #expect(combined.count == broadcast.shape.reduce(1, *))
    for index in 0..<combined.count {
      let expected = 1_000 * element(a, index, of: broadcast.shape) + element(b, index, of: broadcast.shape)
      #expect(combined[flat: index] == expected)
    }
  }

  private func counting(_ shape: [Int]) -> Tensor {
    Tensor(shape: shape, elements: (0..<shape.reduce(1, *)).map { Float($0) })
  }

  /// The element that a flat position of the broadcast shape sees.
  private func element(_ tensor: Tensor, _ index: Int, of shape: [Int]) -> Float {
    var (rest, flat, stride) = (index, 0, 1)
    for fromEnd in 1..<(shape.count + 1) {
      let length = shape[shape.count - fromEnd]
      let own = fromEnd <= tensor.shape.count ? tensor.shape[tensor.shape.count - fromEnd] : 1
      flat += own == 1 ? 0 : rest % length * stride
      stride *= own
      rest /= length
    }
    return tensor[flat: flat]
  }
}
