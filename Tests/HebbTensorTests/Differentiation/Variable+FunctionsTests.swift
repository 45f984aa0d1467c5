import Foundation
import HebbTensor
import Testing

@Suite("Variable, functions")
struct VariableFunctionsTests {
  typealias Function = @Sendable (Variable) -> Variable
  typealias Plain = @Sendable (Double) -> Double
  /// Name, function, the same in double precision, and whether negative numbers are allowed.
  static let functions: [(String, Function, Plain, Bool)] = [
    ("exp", { $0.exp() }, { exp($0) }, true),
    ("log", { $0.log() }, { log($0) }, false),
    ("squareRoot", { $0.squareRoot() }, { sqrt($0) }, false),
    ("squared", { $0.squared() }, { $0 * $0 }, true),
    ("cubed", { $0.raised(to: 3) }, { $0 * $0 * $0 }, true),
    ("to the power of −1", { $0.raised(to: -1) }, { 1 / $0 }, true),
    ("to the power of 1.5", { $0.raised(to: 1.5) }, { pow($0, 1.5) }, false),
    ("abs", { $0.abs() }, { abs($0) }, true),
    ("rectified", { $0.rectified() }, { max(0, $0) }, true),
    ("tanh", { $0.tanh() }, { tanh($0) }, true),
    ("sigmoid", { $0.sigmoid() }, { 1 / (1 + exp(-$0)) }, true),
  ]

  @Test("Values and gradients", arguments: functions.indices, [[], [1], [7], [3, 5], [2, 1, 17], [0], [3, 0]])
  func valuesAndGradients(index: Int, shape: [Int]) {
    let (name, function, plain, negative) = Self.functions[index]
    let x = negative ? awayFromZero(shape) : positive(shape)
    let value = function(Variable(x)).value
    #expect(value.shape == shape)
    for (result, x) in zip(value.elements, x.elements) {
      #expect(abs(Double(result) - plain(Double(x))) <= 1e-6 * max(1, abs(plain(Double(x)))), "\(name) of \(x)")
    }
    expectGradients(at: [x], name) { function($0[0]) }
    expectGradients(at: [x], "\(name), added to an earlier gradient") { function($0[0]) * $0[0] + $0[0] }
  }

  @Test("Where a function has a kink, the derivative is 0")
  func kinks() {
    let x = Variable(Tensor(shape: [2], elements: [0, -0.0]))
    #expect(x.abs().sum().gradient(withRespectTo: x).elements == [0, 0])
    #expect(x.rectified().sum().gradient(withRespectTo: x).elements == [0, 0])
  }

  @Test("Powers of 0: constant and linear ones have their finite derivative")
  func powersOfZero() {
    let x = Variable(Tensor(shape: [1]))
    #expect(x.raised(to: 0).sum().gradient(withRespectTo: x).elements == [0])
    #expect(x.raised(to: 1).sum().gradient(withRespectTo: x).elements == [1])
    #expect(x.raised(to: 2).sum().gradient(withRespectTo: x).elements == [0])
    #expect(x.raised(to: 0).value.elements == [1])
  }

  @Test("NaN stays NaN, so that it is not overlooked")
  func undefined() {
    let x = Variable(Tensor(shape: [1], filledWith: .nan))
    for (name, function, _, _) in Self.functions { #expect(function(x).value[flat: 0].isNaN, "\(name)") }
  }

  @Test("A saturated unit has a gradient of 0, not NaN")
  func saturated() {
    let x = Variable(Tensor(shape: [4], elements: [-1e4, 1e4, -.infinity, .infinity]))
    #expect(x.tanh().sum().gradient(withRespectTo: x).elements == [0, 0, 0, 0])
    #expect(x.sigmoid().sum().gradient(withRespectTo: x).elements == [0, 0, 0, 0])
  }
}
