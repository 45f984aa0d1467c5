import HebbTensor
import Testing

@Suite("Variable")
struct VariableTests {
  @Test("What is computed from constants is constant; a variable makes the result variable")
  func constants() {
    let (c, v) = (Variable.constant(normal([3])), Variable(normal([3])))
    #expect(c.isConstant && (c * c).exp().sum().isConstant)
    #expect(!v.isConstant && !(c + v).isConstant)
    #expect(Variable.constant(2).shape == [] && Variable.constant(2).value[flat: 0] == 2)
  }

  @Test("No gradient passes a stopped value")
  func stoppingGradient() {
    let x = Variable(normal([4]))
    let y = (x.stoppingGradient() * x).sum()
    #expect(y.gradient(withRespectTo: x) == x.value)
    #expect(x.stoppingGradient().isConstant && x.stoppingGradient().value == x.value)
  }

  @Test("A replaced value is the given one, and its gradient passes unchanged")
  func replacingValue() {
    let x = Variable(normal([2, 3], "x"))
    let other = normal([2, 3], "other")
    let y = (3 * x).replacingValue(with: other)
    #expect(y.value == other)
    // d ½ Σ y² / dx = 3 y, with the y that was put in.
    #expect((0.5 * y.squared().sum()).gradient(withRespectTo: x) == (3 * .constant(other)).value)
  }

  @Test("Replacing the value is the same as adding a constant difference")
  func straightThrough() {
    let x = Variable(normal([5], "x"))
    let other = Variable.constant(normal([5], "other"))
    let replaced = x.replacingValue(with: other.value).squared().sum()
    let added = (x + (other - x).stoppingGradient()).squared().sum()
    #expect(relativeError(replaced.gradient(withRespectTo: x), added.gradient(withRespectTo: x)) < 1e-6)
  }
}
