import HebbTensor
import Testing

@Suite("Variable, arithmetic")
struct VariableArithmeticTests {
  /// Equal shapes, either side repeated, both sides repeated, scalars, axes of length 1 and 0, prime lengths.
  static let shapes: [([Int], [Int])] = [
    ([], []), ([1], [1]), ([7], [7]), ([2, 3], [2, 3]), ([5, 3], [3]), ([3], [5, 3]), ([5, 3], [5, 1]),
    ([5, 1], [5, 3]),
    ([4, 1], [1, 3]), ([2, 3, 4], [3, 1]), ([2, 1, 2, 1], [3, 1, 5]), ([], [2, 3]), ([2, 3], []), ([1, 1], [2]),
    ([0, 3], [3]), ([2, 0], [2, 1]), ([17], [1]), ([3, 19], [3, 1]),
  ]

  @Test("Gradients of + − × ÷ of any two shapes that broadcast", arguments: shapes)
  func binary(left: [Int], right: [Int]) {
    let inputs = [awayFromZero(left, "left"), awayFromZero(right, "right")]
    expectGradients(at: inputs, "+") { $0[0] + $0[1] }
    expectGradients(at: inputs, "−") { $0[0] - $0[1] }
    expectGradients(at: inputs, "×") { $0[0] * $0[1] }
    expectGradients(at: inputs, "÷") { $0[0] / $0[1] }
  }

  @Test("A gradient that is added to earlier ones of a repeated operand", arguments: shapes)
  func accumulated(left: [Int], right: [Int]) {
    expectGradients(at: [awayFromZero(left, "left"), awayFromZero(right, "right")]) { v in
      let (a, b) = (v[0], v[1])
      return (a + b) * a - b / (a * b) + (b - a)
    }
  }

  @Test("Values are those of plain arithmetic")
  func values() {
    let (a, b) = (Variable(Tensor(shape: [2, 1], elements: [6, 8])), Variable(Tensor(shape: [2], elements: [2, 4])))
    #expect((a + b).value.elements == [8, 10, 10, 12])
    #expect((a - b).value.elements == [4, 2, 6, 4])
    #expect((a * b).value.elements == [12, 24, 16, 32])
    #expect((a / b).value.elements == [3, 1.5, 4, 2])
    #expect((-a).value.elements == [-6, -8])
    var sum = a
    sum += b
    #expect(sum.value == (a + b).value)
  }

  @Test("Numbers on either side: values and gradients", arguments: [[], [1], [5], [2, 3], [0]])
  func numbers(shape: [Int]) {
    let x = awayFromZero(shape)
    let pairs: [(String, (Variable) -> Variable, (Float) -> Float)] = [
      ("x + 2", { $0 + 2 }, { $0 + 2 }), ("2 + x", { 2 + $0 }, { 2 + $0 }), ("x − 2", { $0 - 2 }, { $0 - 2 }),
      ("2 − x", { 2 - $0 }, { 2 - $0 }), ("2 x", { 2 * $0 }, { 2 * $0 }), ("x · 2", { $0 * 2 }, { $0 * 2 }),
      ("x / 3", { $0 / 3 }, { $0 / 3 }), ("3 / x", { 3 / $0 }, { 3 / $0 }), ("−x", { -$0 }, { -$0 }),
    ]
    for (name, operation, plain) in pairs {
      #expect(operation(Variable(x)).value.elements == x.elements.map(plain), "\(name)")
      expectGradients(at: [x], name) { operation($0[0]) }
      expectGradients(at: [x], "\(name) + x²") { operation($0[0]) + $0[0] * $0[0] }
    }
  }

  @Test("The gradient of a value that is repeated over a batch is a column sum")
  func columnSum() {
    let (u, n) = (Variable(normal([100, 7])), Variable(normal([7], "n")))
    let weights = normal([100, 7], "weights")
    let gradient = ((u - n) * .constant(weights)).sum().gradient(withRespectTo: n)
    let sums = (0..<7).map { column in
      -(0..<100).reduce(0.0) { $0 + Double(weights[$1, column]) }
    }
    for (value, sum) in zip(gradient.elements, sums) { #expect(abs(Double(value) - sum) < 1e-4) }
  }
}
