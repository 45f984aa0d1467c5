import HebbTensor
import Testing

@Suite("The softmax of rows")
struct SoftmaxTests {
  @Test("Infinite inputs share equally; −∞ and what is not a number get nothing")
  func special() {
    func softmax(_ row: [Float]) -> [Float] {
      var matrix = Tensor(shape: [1, row.count], elements: row)
      Softmax.apply(toRowsOf: &matrix, inverseTemperature: 2)
      return matrix.elements
    }
    #expect(softmax([1, .infinity, .nan, .infinity, -.infinity]) == [0, 0.5, 0, 0.5, 0])
    #expect(softmax([.nan, 3, -.infinity, 3]) == [0, 0.5, 0, 0.5])
    #expect(softmax([-.infinity, .nan, -.infinity]) == [0, 0, 0])
    #expect(softmax([]) == [])
  }

  @Test("Inputs may be as large as they like")
  func large() {
    var matrix = Tensor(shape: [2, 2], elements: [3e38, -3e38, -3e38, -3e38])
    Softmax.apply(toRowsOf: &matrix, inverseTemperature: 1)
    #expect(matrix.elements == [1, 0, 0.5, 0.5])
  }
}
