import Testing

@testable import HebbTensor

@Suite("Permutation")
struct PermutationTests {
  static let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0], [-1, 0, 1]]

  @Test("Axis i of the result is axis order[i] of the tensor", arguments: orders)
  func order(order: [Int]) {
    let x = normal([2, 3, 5])
    let permuted = Permutation(order, of: x.shape).apply(to: x)
    let axes = order.map { $0 < 0 ? $0 + 3 : $0 }
    #expect(permuted.shape == axes.map { x.shape[$0] })
    for i in 0..<2 {
      for j in 0..<3 {
        for k in 0..<5 {
          let index = axes.map { [i, j, k][$0] }
          #expect(permuted[index[0], index[1], index[2]] == x[i, j, k])
        }
      }
    }
  }

  @Test("The inverse undoes a permutation", arguments: orders)
  func inverse(order: [Int]) {
    let x = normal([4, 1, 3])
    let permutation = Permutation(order, of: x.shape)
    #expect(permutation.inverse.apply(to: permutation.apply(to: x)) == x)
  }
}
