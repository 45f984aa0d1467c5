import HebbSupport
import HebbTensor
import Testing

@testable import HebbSequences

@Suite("Gated recurrent unit")
struct GatedRecurrentUnitTests {
  static let instructionSets = ["avx512bf16", "avx512", "avx2", "base"].filter { GateKernels(named: $0) != nil }
  /// Batch, steps, inputs, hidden units: less than a vector or a group, exactly one, and one more.
  static let sizes = [
    (1, 1, 1, 1), (2, 3, 5, 3), (7, 2, 4, 15), (8, 4, 3, 16), (9, 3, 17, 17), (15, 2, 2, 31), (19, 5, 6, 33),
    (3, 2, 300, 64), (17, 3, 8, 48),
  ]

  private struct Sample {
    let unit: GatedRecurrentUnit
    let x, initial, stateGradients: Tensor

    init(_ batch: Int, _ steps: Int, _ inputs: Int, _ hidden: Int) throws {
      unit = try GatedRecurrentUnit(inputs: inputs, hidden: hidden, seed: UInt64(hidden))
      x = GatedSamples.normal(batch, steps, inputs)
      initial = GatedSamples.normal(batch, hidden, scale: 0.5)
      stateGradients = GatedSamples.normal(batch, steps, hidden)
    }
  }

  @Test("States and all gradients are those of automatic differentiation", arguments: sizes)
  func automaticDifferentiation(batch: Int, steps: Int, inputs: Int, hidden: Int) throws {
    let sample = try Sample(batch, steps, inputs, hidden)
    let variables = (sample.unit.list + [sample.x, sample.initial]).map { Variable($0) }
    let tape = GatedRecurrence(
      inputWeights: variables[0], recurrentWeights: variables[1], inputBias: variables[2], recurrentBias: variables[3])
    let states = tape.states(over: variables[4], from: variables[5])
    let loss = (states * .constant(sample.stateGradients)).sum()
    let expected = loss.gradients(withRespectTo: variables)
    for name in Self.instructionSets {
      let kernels = try #require(GateKernels(named: name))
      let pass = GatedPass(parallel: Parallel(threads: 2), kernels: kernels)
      #expect(
        GatedSamples.error(
          try sample.unit.run(pass, over: sample.x, from: sample.initial, forTraining: true), states.value) < 1e-5,
        "\(name)")
      let given = try sample.unit.gradients(
        pass, over: sample.x, from: sample.initial, stateGradients: sample.stateGradients)
      let all = [
        given.inputWeights, given.recurrentWeights, given.inputBias, given.recurrentBias, given.inputs, given.initial,
      ]
      for (index, pair) in zip(all, expected).enumerated() {
        #expect(GatedSamples.error(pair.0, pair.1) < 3e-5, "\(name), gradient \(index)")
      }
    }
  }

  @Test("Gradients are finite differences")
  func finiteDifferences() throws {
    let sample = try Sample(2, 4, 3, 5)
    func loss(_ unit: GatedRecurrentUnit, _ x: Tensor) throws -> Double {
      zip(try unit.states(over: x).elements, sample.stateGradients.elements).reduce(0) {
        $0 + Double($1.0) * Double($1.1)
      }
    }
    let gradients = try sample.unit.gradients(over: sample.x, stateGradients: sample.stateGradients)
    let all = [gradients.inputWeights, gradients.recurrentWeights, gradients.inputBias, gradients.recurrentBias]
    for (parameter, gradient) in all.enumerated() {
      for element in stride(from: 0, to: gradient.count, by: 4) {
        func moved(_ amount: Float) throws -> Double {
          var unit = sample.unit
          unit.update { $0[parameter][flat: element] += amount }
          return try loss(unit, sample.x)
        }
        let difference = try (moved(1e-2) - moved(-1e-2)) / 2e-2
        #expect(abs(difference - Double(gradient[flat: element])) < 2e-3)
      }
    }
  }

  @Test("Results are the same bits for any number of threads")
  func threads() throws {
    let sample = try Sample(37, 6, 20, 40)
    let results = try [1, 2, 3, 8].map { threads in
      let parallel = Parallel(threads: threads)
      let gradients = try sample.unit.gradients(
        over: sample.x, stateGradients: sample.stateGradients, parallel: parallel)
      return try [
        sample.unit.states(over: sample.x, parallel: parallel), gradients.inputWeights, gradients.recurrentWeights,
        gradients.inputBias, gradients.recurrentBias, gradients.inputs, gradients.initial,
      ]
    }
    for result in results.dropFirst() { #expect(result == results[0]) }
  }

  @Test("Sequences do not depend on those beside them, nor states on what is read later")
  func independence() throws {
    let unit = try GatedRecurrentUnit(inputs: 3, hidden: 20)
    let x = GatedSamples.normal(11, 4, 3)
    let states = try unit.states(over: x)
    for lane in 0..<11 {
      let alone = Tensor(shape: [1, 2, 3], elements: x.elements[lane * 12..<lane * 12 + 6])
      let beside = Tensor(shape: [1, 2, 20], elements: states.elements[lane * 80..<lane * 80 + 40])
      #expect(GatedSamples.error(try unit.states(over: alone), beside) < 1e-6, "lane \(lane)")
    }
  }

  @Test("What follows a state is what would have followed it without an interruption")
  func continued() throws {
    let unit = try GatedRecurrentUnit(inputs: 2, hidden: 7)
    let x = GatedSamples.normal(1, 6, 2)
    let whole = try unit.states(over: x)
    let first = try unit.states(over: Tensor(shape: [1, 3, 2], elements: x.elements.prefix(6)))
    let state = Tensor(shape: [1, 7], elements: first.elements.suffix(7))
    let second = try unit.states(over: Tensor(shape: [1, 3, 2], elements: x.elements.suffix(6)), from: state)
    #expect(GatedSamples.error(Tensor(shape: [1, 6, 7], elements: first.elements + second.elements), whole) < 1e-6)
  }

  @Test("Parameters come and go by PyTorch's names")
  func names() throws {
    let unit = try GatedRecurrentUnit(inputs: 2, hidden: 3, seed: 1)
    var other = try GatedRecurrentUnit(inputs: 2, hidden: 3, seed: 2)
    #expect(unit != other)
    #expect(unit.parameters.keys.sorted() == ["bias_hh_l0", "bias_ih_l0", "weight_hh_l0", "weight_ih_l0"])
    try other.restore(unit.parameters)
    #expect(unit == other)
  }

  @Test("Wrong shapes are problems that name what was expected and what was given")
  func wrongShapes() throws {
    let unit = try GatedRecurrentUnit(inputs: 2, hidden: 3)
    let problem = try #require(throws: Problem.self) { try unit.states(over: Tensor(shape: [4, 5, 3])) }
    #expect(problem.place == "x" && problem.what.contains("[any, any, 2]") && problem.what.contains("[4, 5, 3]"))
    #expect(throws: Problem.self) { try unit.states(over: Tensor(shape: [4, 0, 2])) }
    #expect(throws: Problem.self) { try unit.states(over: Tensor(shape: [4, 2])) }
    #expect(throws: Problem.self) {
      try unit.states(over: Tensor(shape: [4, 1, 2]), from: Tensor(shape: [3, 3]))
    }
    #expect(throws: Problem.self) { try GatedRecurrentUnit(inputs: 0, hidden: 3) }
    #expect(throws: Problem.self) {
      try GatedRecurrentUnit(
        inputWeights: Tensor(shape: [9, 2]), recurrentWeights: Tensor(shape: [9, 2]), inputBias: Tensor(shape: [9]),
        recurrentBias: Tensor(shape: [9]))
    }
    var other = unit
    var parameters = unit.parameters
    parameters["bias_hh_l0"] = Tensor(shape: [3])
    let wrong = try #require(throws: Problem.self) { try other.restore(parameters) }
    #expect(wrong.place == "bias_hh_l0" && wrong.what == "expected the shape [9], given [3]")
    #expect(other == unit)
  }
}
