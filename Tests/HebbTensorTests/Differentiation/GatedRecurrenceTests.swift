import Foundation
import HebbTensor
import Testing

@Suite("GatedRecurrence")
struct GatedRecurrenceTests {
  @Test(
    "States and gradients through time agree with plain loops and their finite differences",
    arguments: [(1, 1, 1, 1), (2, 4, 5, 3), (3, 6, 1, 2), (1, 3, 4, 5)])
  func agrees(batch: Int, steps: Int, inputs: Int, hidden: Int) {
    let plain = PlainUnit(batch: batch, steps: steps, inputs: inputs, hidden: hidden)
    let variables = plain.values.indices.map { Variable(plain.tensor($0)) }
    let unit = GatedRecurrence(
      inputWeights: variables[2], recurrentWeights: variables[3], inputBias: variables[4], recurrentBias: variables[5])
    let states = unit.states(over: variables[0], from: variables[1])
    #expect(states.shape == [batch, steps, hidden])
    let expected = plain.states(plain.values)
    for (state, reference) in zip(states.value.elements, expected) { #expect(abs(Double(state) - reference) < 1e-6) }

    // Σ c h for fixed numbers c, so that every state counts differently.
    let factors = expected.indices.map { Double($0 % 5) - 1.5 }
    let weighted = states * .constant(Tensor(shape: states.shape, elements: factors.map { Float($0) }))
    func loss(_ values: [[Double]]) -> Double {
      zip(plain.states(values), factors).reduce(0) { $0 + $1.0 * $1.1 }
    }
    for (index, gradient) in weighted.sum().gradients(withRespectTo: variables).enumerated() {
      for element in plain.values[index].indices {
        var (above, below) = (plain.values, plain.values)
        above[index][element] += 1e-4
        below[index][element] -= 1e-4
        let numeric = (loss(above) - loss(below)) / 2e-4
        #expect(
          abs(Double(gradient[flat: element]) - numeric) < 1e-4 * max(1, abs(numeric)), "\(PlainUnit.names[index])")
      }
    }
  }

  @Test("An update gate that is open keeps the state, one that is shut takes the candidate")
  func updateGate() {
    let initial = Tensor(shape: [1, 2], elements: [0.25, -0.75])
    for (bias, expected) in [(Float(40), [0.25, -0.75]), (-40, [tanh(1), tanh(1)])] {
      let unit = GatedRecurrence(
        inputWeights: .constant(Tensor(shape: [6, 1])), recurrentWeights: .constant(Tensor(shape: [6, 2])),
        inputBias: .constant(Tensor(shape: [6], elements: [0, 0, bias, bias, 1, 1])),
        recurrentBias: .constant(Tensor(shape: [6])))
      let states = unit.states(over: .constant(Tensor(shape: [1, 3, 1])), from: .constant(initial))
      for (index, state) in states.value.elements.enumerated() {
        #expect(abs(Double(state) - expected[index % 2]) < 1e-6)
      }
    }
  }

  @Test("States start at zero, and the threads do not change a bit")
  func startAndThreads() {
    let plain = PlainUnit(batch: 2, steps: 3, inputs: 4, hidden: 3)
    let constants = plain.values.indices.map { Variable.constant(plain.tensor($0)) }
    let unit = GatedRecurrence(
      inputWeights: constants[2], recurrentWeights: constants[3], inputBias: constants[4], recurrentBias: constants[5])
    let states = unit.states(over: constants[0])
    #expect(states.value == unit.states(over: constants[0], from: .constant(Tensor(shape: [2, 3]))).value)
    #expect(states.value == unit.states(over: constants[0], parallel: Parallel(threads: 3)).value)
  }
}

/// The unit's formulas, sample by sample and element by element, in double precision.
private struct PlainUnit {
  static let names = ["x", "initial", "inputWeights", "recurrentWeights", "inputBias", "recurrentBias"]
  let batch, steps, inputs, hidden: Int
  private(set) var values: [[Double]] = []

  init(batch: Int, steps: Int, inputs: Int, hidden: Int) {
    (self.batch, self.steps, self.inputs, self.hidden) = (batch, steps, inputs, hidden)
    var random = RandomStream(seed: 3, "gated recurrence")
    values = shapes.map { shape in (0..<shape.reduce(1, *)).map { _ in 0.7 * Double(random.normal()) } }
  }

  private var shapes: [[Int]] {
    [
      [batch, steps, inputs], [batch, hidden], [3 * hidden, inputs], [3 * hidden, hidden], [3 * hidden], [3 * hidden],
    ]
  }

  func tensor(_ index: Int) -> Tensor { Tensor(shape: shapes[index], elements: values[index].map { Float($0) }) }

  func states(_ values: [[Double]]) -> [Double] {
    let (x, initial, w, u, b, c) = (values[0], values[1], values[2], values[3], values[4], values[5])
    func sigmoid(_ a: Double) -> Double { 1 / (1 + exp(-a)) }
    var result: [Double] = []
    for sample in 0..<batch {
      var h = Array(initial[sample * hidden..<(sample + 1) * hidden])
      for step in 0..<steps {
        func driven(_ row: Int) -> Double {
          (0..<inputs).reduce(b[row]) { $0 + w[row * inputs + $1] * x[(sample * steps + step) * inputs + $1] }
        }
        func recurrent(_ row: Int) -> Double { (0..<hidden).reduce(c[row]) { $0 + u[row * hidden + $1] * h[$1] } }
        h = (0..<hidden).map { i in
          let reset = sigmoid(driven(i) + recurrent(i))
          let update = sigmoid(driven(hidden + i) + recurrent(hidden + i))
          let candidate = tanh(driven(2 * hidden + i) + reset * recurrent(2 * hidden + i))
          return (1 - update) * candidate + update * h[i]
        }
        result += h
      }
    }
    return result
  }
}
