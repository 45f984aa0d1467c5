import Foundation
import HebbTensor
import Testing

@testable import HebbPlasticity

@Suite("The settling of neurons that inhibit each other")
struct LateralSettlingTests {
  /// Symmetric, at most 0, with nothing on the diagonal.
  static func lateral(_ neurons: Int, strength: Float, seed: UInt64 = 1) -> Tensor {
    let random = ActivityFixture.normal([neurons, neurons], seed: seed)
    var q = Tensor(shape: [neurons, neurons])
    for i in 0..<neurons {
      for j in 0..<neurons where i != j { q[i, j] = -strength * abs(random[min(i, j), max(i, j)]) }
    }
    return q
  }

  private func logistic(_ x: Double) -> Double { 1 / (1 + exp(-x)) }

  /// In double precision, one sample and neuron at a time.
  private func reference(_ u: [Float], _ q: Tensor, steepness: Double, timeStep: Double, steps: Int) -> [Double] {
    var y = [Double](repeating: 0, count: u.count)
    for _ in 0..<steps {
      let change = u.indices.map { i in
        let input = u.indices.reduce(Double(u[i])) { $0 + Double(q[i, $1]) * y[$1] }
        return logistic(steepness * input) - y[i]
      }
      for i in u.indices { y[i] += timeStep * change[i] }
      if change.allSatisfy({ abs($0) < 1e-4 }) { break }
    }
    return y
  }

  @Test("It follows the differential equation step by step", arguments: [1, 5, 40])
  func equation(steps: Int) {
    for shape in ActivityFixture.shapes {
      let u = ActivityFixture.normal(shape)
      let q = Self.lateral(shape[1], strength: 0.5)
      let settling = LateralSettling(lateral: q, steepness: 3, timeStep: 0.2)
      let expected = ActivityFixture.rows(u).map { reference($0, q, steepness: 3, timeStep: 0.2, steps: steps) }
      #expect(ActivityFixture.difference(settling.settled(u, steps: steps), expected) < 2e-4)
    }
  }

  @Test("In the end activity and input agree: y = f(u + Q y)")
  func fixedPoint() {
    let u = ActivityFixture.normal([20, 12])
    let q = Self.lateral(12, strength: 1)
    let y = LateralSettling(lateral: q, steepness: 10, timeStep: 0.1).settled(u, steps: 10_000)
    let input = LinearAlgebra.multiply(y, q).combined(with: u, +)
    #expect(zip(y.elements, input.elements).allSatisfy { abs(Double($0) - logistic(10 * Double($1))) < 3e-4 })
  }

  @Test("What a sample settles at does not depend on the others beside it")
  func independent() {
    let u = ActivityFixture.normal([9, 14])
    let settling = LateralSettling(lateral: Self.lateral(14, strength: 1), steepness: 10, timeStep: 0.1)
    let together = ActivityFixture.rows(settling.settled(u, steps: 300))
    for (sample, row) in ActivityFixture.rows(u).enumerated() {
      let alone = settling.settled(Tensor(shape: [1, 14], elements: row), steps: 300).elements
      #expect(zip(alone, together[sample]).allSatisfy { abs($0 - $1) < 1e-4 })
    }
  }

  @Test("Of two neurons that inhibit each other strongly, the stronger silences the weaker")
  func winner() {
    let q = Tensor(shape: [2, 2], elements: [0, -3, -3, 0])
    let y = LateralSettling(lateral: q, steepness: 10, timeStep: 0.1)
      .settled(Tensor(shape: [1, 2], elements: [1, 1.1]), steps: 1000).elements
    #expect(y[0] < 0.01 && y[1] > 0.99)
  }

  @Test("An input that is not a number or −∞ never becomes active, and disturbs no other neuron")
  func notANumber() {
    let q = Self.lateral(4, strength: 1)
    let u = Tensor(shape: [2, 4], elements: [1, .nan, -1, 2, 1, -.infinity, -1, 2])
    let rows = ActivityFixture.rows(
      LateralSettling(lateral: q, steepness: 10, timeStep: 0.1).settled(u, steps: 500))
    #expect(rows[0] == rows[1] && rows[0].allSatisfy(\.isFinite) && rows[0][1] == 0)
  }
}
