import HebbTensor
import Testing

@testable import HebbPlasticity

@Suite("Binary rows")
struct SparseRowsActiveTests {
  @Test("A row lists what exceeds the bound, and is filled up to the longest")
  func layout() {
    let values = Tensor(shape: [3, 4], elements: [0.4, 0.6, 0.9, 0.5, 0, 0, 0, 0, .nan, 2, 0, -1])
    #expect(
      SparseRows(onesWhere: values, exceed: 0.5)
        == SparseRows(
          samples: 3, neurons: 4, perSample: 2, indices: [1, 2, -1, -1, 1, -1], values: [1, 1, 0, 0, 1, 0]))
  }

  @Test("Dense, it is the comparison with the bound")
  func dense() {
    for shape in ActivityFixture.shapes {
      let values = ActivityFixture.normal(shape)
      #expect(SparseRows(onesWhere: values, exceed: 0.3).dense == values.mapped { $0 > 0.3 ? 1 : 0 })
    }
  }
}
