import Foundation
import HebbPlasticity
import HebbSupport
import HebbTensor
import Testing

@Suite("Triangle")
struct TriangleTests {
  private func triangle(_ u: Tensor, _ power: Double = 1) -> Tensor {
    Triangle(power: power).compete(.dense(u), state: PlasticState()).dense
  }

  @Test("It is what an input exceeds the mean by, to the power", arguments: [0.5, 1, 1.4, 2, 3])
  func definition(power: Double) {
    for shape in ActivityFixture.shapes {
      for u in [ActivityFixture.normal(shape), ActivityFixture.tied(shape), ActivityFixture.normal(shape).mapped(-)] {
        let expected = ActivityFixture.rows(u).map { row in
          let mean = Double(Float(row.reduce(0) { $0 + Double($1) } / Double(row.count)))
          return row.map { pow(max(0, Double($0) - mean), power) }
        }
        #expect(ActivityFixture.difference(triangle(u, power), expected) < 1e-5)
      }
    }
  }

  @Test("Equal inputs leave nothing, whatever their size")
  func equal() {
    #expect(triangle(Tensor(shape: [3, 7], filledWith: 5)).elements.allSatisfy { $0 == 0 })
    #expect(triangle(Tensor(shape: [2, 1], filledWith: -2)).elements.allSatisfy { $0 == 0 })
  }

  @Test("A sample with an input that is not a number passes on nothing, as in a convolution's kernels")
  func notANumber() {
    let y = triangle(Tensor(shape: [2, 3], elements: [1, .nan, 4, 1, 3, 8]))
    #expect(y.elements == [0, 0, 0, 0, 0, 4])
    #expect(triangle(Tensor(shape: [1, 3], filledWith: -.infinity)).elements == [0, 0, 0])
  }

  @Test("After a stage that leaves few values, the zeros count towards the mean")
  func sparseInput() {
    let u = ActivityFixture.sparse([4, 12], perSample: 4)
    #expect(Triangle().compete(.sparse(u), state: PlasticState()).dense == triangle(u.dense))
  }

  @Test("The power is above 0")
  func parameters() throws {
    #expect(try Triangle(given: ["power": 0.7]).power == 0.7)
    #expect(throws: Problem.self) { try Triangle(given: ["power": 0]) }
  }
}
