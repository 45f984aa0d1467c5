import HebbPlasticity
import HebbTensor
import Testing

@Suite("Rectification")
struct RectifiedTests {
  @Test("Inputs above 0 pass, all others become 0")
  func definition() {
    for shape in ActivityFixture.shapes {
      let u = ActivityFixture.normal(shape)
      let y = Rectified().compete(.dense(u), state: PlasticState())
      #expect(y.dense.elements == u.elements.map { max(0, $0) })
    }
    let special = Tensor(shape: [1, 4], elements: [.nan, -.infinity, .infinity, -0.0])
    #expect(Rectified().compete(.dense(special), state: PlasticState()).dense.elements == [0, 0, .infinity, 0])
  }

  @Test("Few values stay few")
  func sparseInput() {
    let u = ActivityFixture.sparse([5, 9], perSample: 3)
    let y = Rectified().compete(.sparse(u), state: PlasticState())
    guard case .sparse(let rows) = y else {
      Issue.record("rows became dense")
      return
    }
    #expect(rows.indices == u.indices)
    #expect(rows.dense.elements == u.dense.elements.map { max(0, $0) })
  }
}
