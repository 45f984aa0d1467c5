import Synchronization
import Testing

@testable import HebbTensor

@Suite("Variable, gradients")
struct VariableGradientsTests {
  @Test("The gradient of a sum is ones, and of the variable itself one")
  func trivial() {
    let x = Variable(normal([2, 3]))
    #expect(x.sum().gradient(withRespectTo: x) == Tensor(shape: [2, 3], filledWith: 1))
    let scalar = Variable(normal([1, 1]))
    #expect(scalar.gradient(withRespectTo: scalar) == Tensor(shape: [1, 1], filledWith: 1))
  }

  @Test("A variable that is not used has a gradient of zeros")
  func unused() {
    let (x, y) = (Variable(normal([2])), Variable(normal([3])))
    #expect(x.sum().gradients(withRespectTo: [y, x])[0] == Tensor(shape: [3]))
    #expect(Variable.constant(4).gradient(withRespectTo: y) == Tensor(shape: [3]))
    #expect(x.sum().gradients(withRespectTo: []).isEmpty)
  }

  @Test("Gradients are linear in the scalar")
  func linear() {
    let x = Variable(normal([5]))
    let (f, g) = (x.tanh().sum(), x.squared().mean())
    let combined = (3 * f - 0.5 * g).gradient(withRespectTo: x)
    let expected = 3 * Variable(f.gradient(withRespectTo: x)) - 0.5 * Variable(g.gradient(withRespectTo: x))
    #expect(relativeError(combined, expected.value) < 1e-6)
  }

  @Test("A result on the way has a gradient too, and passes it on")
  func interior() {
    let x = Variable(normal([3]))
    let y = 2 * x
    let gradients = (y * y).sum().gradients(withRespectTo: [x, y, y])
    #expect(gradients[1] == (2 * y).value && gradients[2] == gradients[1])
    #expect(gradients[0] == (4 * y).value)
  }

  @Test("A variable may be used any number of times")
  func repeatedUse() {
    expectGradients(at: [awayFromZero([3])]) { v in
      let x = v[0]
      return x * x * x + x / (x * x + 1) - x + (x + x)
    }
  }

  @Test("The same graph gives the same bits every time")
  func repeatable() {
    let (w, x) = (Variable(normal([40, 30], "w")), Variable(normal([20, 30], "x")))
    let y = x.matmul(w, transposingB: true)
    let loss = (y.softmax() * y - y.squared()).mean()
    let first = loss.gradients(withRespectTo: [w, x])
    #expect(loss.gradients(withRespectTo: [w, x]) == first)
  }

  @Test("Only what lies between the scalar and the variables is computed")
  func unusedBranches() {
    let calls = Calls()
    func counted(_ source: Variable, _ counter: @escaping @Sendable (Calls) -> Void) -> Variable {
      Variable(
        source.value,
        from: [
          source.edge { gradient, sum in
            counter(calls)
            sum.add(gradient)
          }
        ])
    }
    let (a, b) = (Variable(normal([2])), Variable(normal([2])))
    let left = counted(a) { $0.left.add(1, ordering: .relaxed) }
    let right = counted(b) { $0.right.add(1, ordering: .relaxed) }
    let unrelated = counted(left) { $0.left.add(100, ordering: .relaxed) }
    let loss = (left * right).sum()
    _ = loss.gradient(withRespectTo: a)
    #expect(calls.left.load(ordering: .relaxed) == 1 && calls.right.load(ordering: .relaxed) == 0)
    _ = loss.gradients(withRespectTo: [a, b])
    #expect(calls.left.load(ordering: .relaxed) == 2 && calls.right.load(ordering: .relaxed) == 1)
    #expect(!unrelated.isConstant)
  }

  @Test("A value is differentiated once, however often it was used")
  func oncePerNode() {
    let calls = Calls()
    let x = Variable(normal([2]))
    let y = Variable(
      x.value,
      from: [
        x.edge { gradient, sum in
          calls.left.add(1, ordering: .relaxed)
          sum.add(gradient)
        }
      ])
    _ = (y * y + y.exp() - y).sum().gradient(withRespectTo: x)
    #expect(calls.left.load(ordering: .relaxed) == 1)
  }

  private final class Calls: Sendable {
    let left = Atomic(0)
    let right = Atomic(0)
  }
}
