import HebbTensor
import Testing

/// Back-propagation through time, the longest graphs that the project makes.
@Suite("Recurrent networks")
struct RecurrentNetworkTests {
  /// A gated recurrent unit (Cho et al. 2014) over a sequence: the last state `[samples, hidden]`.
  ///
  /// - Parameters:
  ///   - input: weights `[3 · hidden, inputs]` of reset gate, update gate and candidate.
  ///   - recurrent: weights `[3 · hidden, hidden]`.
  private func gatedUnit(_ sequence: [Variable], _ input: Variable, _ recurrent: Variable) -> Variable {
    let hidden = recurrent.shape[1]
    var h = Variable.constant(Tensor(shape: [sequence[0].shape[0], hidden]))
    for x in sequence {
      let fromInput = x.matmul(input, transposingB: true)
      let fromState = h.matmul(recurrent, transposingB: true)
      func gate(_ index: Int, of sums: Variable) -> Variable {
        sums.slice(index * hidden..<(index + 1) * hidden, along: 1)
      }
      let reset = (gate(0, of: fromInput) + gate(0, of: fromState)).sigmoid()
      let update = (gate(1, of: fromInput) + gate(1, of: fromState)).sigmoid()
      let candidate = (gate(2, of: fromInput) + reset * gate(2, of: fromState)).tanh()
      h = (1 - update) * candidate + update * h
    }
    return h
  }

  @Test("Gradients of a gated recurrent unit, through time, equal finite differences")
  func gradients() {
    let inputs = [normal([9, 2], "input"), normal([9, 3], "recurrent"), normal([2, 2], "x")]
    expectGradients(at: inputs) { v in gatedUnit([v[2], -v[2], v[2].squared()], v[0], v[1]) }
  }

  @Test("It learns to remember the sign of the first input")
  func remembers() {
    var random = RandomStream(seed: 9, "signs")
    let signs = (0..<16).map { _ in random.uniform() < 0.5 ? Float(-1) : 1 }
    let first = Variable.constant(Tensor(shape: [16, 1], elements: signs))
    let sequence = [first] + (0..<4).map { Variable.constant(0.1 * normal([16, 1], "noise \($0)")) }
    let labels = signs.map { $0 > 0 ? 1 : 0 }
    var parameters = [
      0.5 * normal([15, 1], "input"), 0.5 * normal([15, 5], "recurrent"), 0.5 * normal([2, 5], "read-out"),
    ]
    func loss(_ parameters: [Variable]) -> Variable {
      gatedUnit(sequence, parameters[0], parameters[1]).matmul(parameters[2], transposingB: true)
        .crossEntropy(labels: labels)
    }
    for _ in 0..<60 {
      let variables = parameters.map { Variable($0) }
      let gradients = loss(variables).gradients(withRespectTo: variables)
      parameters = zip(variables, gradients).map { ($0 - 1.0 * .constant($1)).value }
    }
    #expect(loss(parameters.map { .constant($0) }).value[flat: 0] < 0.05)
  }
}

extension Tensor {
  fileprivate static func * (factor: Float, tensor: Tensor) -> Tensor { (factor * Variable.constant(tensor)).value }
}
