import Foundation
import HebbTensor
import Testing

@testable import HebbPlasticity

@Suite("The softmax of rows")
struct SoftmaxTests {
  @Test("The exponential agrees with the system's to two units in the last place")
  func exponential() {
    for start in stride(from: Float(-87), through: 0, by: 0.37) {
      let x = SIMD16<Float>((0..<16).map { min(0, start + Float($0) * 0.0231) })
      let e = Softmax.exponential(ofNotPositive: x)
      for lane in 0..<16 {
        let exact = exp(Double(x[lane]))
        #expect(abs(Double(e[lane]) / exact - 1) < 2e-7, "e to the \(x[lane])")
      }
    }
  }

  @Test("The exponential of 0 is 1, far below it is 0, and what is not a number has none")
  func exponentialAtTheEnds() {
    var x = SIMD16<Float>(repeating: -88)
    (x[0], x[1], x[2], x[3]) = (0, -.infinity, .nan, -1e30)
    let e = Softmax.exponential(ofNotPositive: x)
    #expect(e[0] == 1)
    for lane in 1..<16 { #expect(e[lane] == 0) }
  }

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
