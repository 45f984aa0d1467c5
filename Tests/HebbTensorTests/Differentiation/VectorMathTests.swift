import Foundation
import Testing

@testable import HebbTensor

@Suite("VectorMath")
struct VectorMathTests {
  /// Numbers of both signs from 10⁻⁷ to 30, and a fine grid over the range where functions bend.
  static let arguments: [Float] = {
    let magnitudes = (0..<2_000).map { Float(pow(10, -7 + 8.47 * Double($0) / 2_000)) }
    return magnitudes + magnitudes.map { -$0 } + (0...4_000).map { Float($0) / 1_000 - 2 }
  }()

  /// The largest error in units in the last place of the exact result.
  func worst(_ f: (Float) -> Float, _ exact: (Double) -> Double, at arguments: [Float]) -> Double {
    arguments.map { x in
      let exact = exact(Double(x))
      return abs(Double(f(x)) - exact) / Double(Float(exact).ulp)
    }.max() ?? 0
  }

  @Test("The exponential is exact to two units in the last place, from the smallest result to the largest")
  func exponential() {
    let wide = (0...4_000).map { Float($0) * 0.047_9 - 103 }.filter { $0 < 88.7 }
    #expect(worst(VectorMath.exp, Foundation.exp, at: Self.arguments + wide) <= 2)
    #expect(VectorMath.exp(0) == 1)
    #expect(VectorMath.exp(88.72) < .infinity)
  }

  @Test("The logarithm is exact to three units in the last place, or to 10⁻⁷ near 1")
  func logarithm() {
    let arguments = Self.arguments.filter { $0 > 0 } + [.leastNormalMagnitude, .greatestFiniteMagnitude, 1e-30, 3e30]
    for x in arguments {
      let (found, exact) = (Double(VectorMath.log(x)), Foundation.log(Double(x)))
      #expect(abs(found - exact) <= max(1e-7, 3 * Double(Float(exact).ulp)), "\(x)")
    }
    #expect(VectorMath.log(1) == 0)
  }

  @Test("Magnitudes to a power, signs and zeros included")
  func powers() {
    let values: [Float] = [0, -0.0, 1, -1, 4, -0.25, .leastNonzeroMagnitude, 9e20]
    for exponent: Float in [0.5, 0.1, 0.999] {
      let found = Tensor(shape: [values.count], elements: values).magnitudes(raisedTo: exponent).elements
      for (value, power) in zip(values, found) {
        let exact = value.magnitude < .leastNormalMagnitude ? 0 : pow(Double(value.magnitude), Double(exponent))
        #expect(abs(Double(power) - exact) <= 1e-5 * exact, "\(value) to the \(exponent)")
      }
    }
  }

  @Test("The exponential of large numbers is infinite, of very negative ones 0, of NaN NaN")
  func exponentialExtremes() {
    #expect(VectorMath.exp(89) == .infinity && VectorMath.exp(.infinity) == .infinity)
    #expect(VectorMath.exp(-105) == 0 && VectorMath.exp(-.infinity) == 0 && VectorMath.exp(-1e30) == 0)
    #expect(VectorMath.exp(1e30) == .infinity)
    #expect(VectorMath.exp(.nan).isNaN)
  }

  @Test("The hyperbolic tangent is exact to two units in the last place")
  func tangent() {
    #expect(worst(VectorMath.tanh, Foundation.tanh, at: Self.arguments) <= 2)
  }

  @Test("The hyperbolic tangent is odd, keeps the sign of zero, and ends at ±1")
  func tangentLaws() {
    #expect(Self.arguments.allSatisfy { VectorMath.tanh(-$0) == -VectorMath.tanh($0) })
    #expect(VectorMath.tanh(-0.0).sign == .minus)
    #expect(VectorMath.tanh(100) == 1 && VectorMath.tanh(-.infinity) == -1)
    #expect(VectorMath.tanh(.nan).isNaN)
  }

  @Test("The logistic function is exact to two units in the last place, and ends at 0 and 1")
  func sigmoid() {
    #expect(worst(VectorMath.sigmoid, { 1 / (1 + Foundation.exp(-$0)) }, at: Self.arguments) <= 2)
    #expect(VectorMath.sigmoid(-200) == 0 && VectorMath.sigmoid(200) == 1)
    #expect(VectorMath.sigmoid(.nan).isNaN)
  }
}
