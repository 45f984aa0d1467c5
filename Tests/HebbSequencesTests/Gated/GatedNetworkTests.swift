import HebbSupport
import HebbTensor
import Testing

@testable import HebbSequences

@Suite("Gated network")
struct GatedNetworkTests {
  @Test("Outputs are those of unit, rectifier and layer")
  func outputs() throws {
    let network = try GatedNetwork(inputs: 5, hidden: 19, outputs: 4, seed: 2)
    let x = GatedSamples.normal(9, 3, 5)
    let states = try network.gru.states(over: x).reshaped([27, 19]).mapped { max(0, $0) }
    let expected = LinearAlgebra.multiply(states, network.fc.weights, transposingB: true)
    let given = try network(x)
    #expect(given.shape == [9, 3, 4])
    for row in 0..<27 {
      for i in 0..<4 {
        #expect(abs(given[flat: row * 4 + i] - expected[row, i] - network.fc.bias[flat: i]) < 1e-6)
      }
    }
  }

  @Test("What is in a batch is learned, and wrong shapes are problems")
  func learns() throws {
    let network = try GatedNetwork(
      inputs: 5, hidden: 19, outputs: 4, training: GatedTraining(learningRate: 0.01), seed: 2)
    let (x, targets) = (GatedSamples.normal(9, 3, 5), GatedSamples.targets(27, below: 4))
    let first = try network.train(on: x, targets: targets)
    for _ in 0..<150 { try network.train(on: x, targets: targets) }
    #expect(try network.train(on: x, targets: targets).loss < 0.3 * first.loss)
    #expect(throws: Problem.self) { try network(Tensor(shape: [9, 3, 4])) }
    #expect(throws: Problem.self) { try network.train(on: x, targets: [1]) }
  }

  @Test("Gradients are those of automatic differentiation, the rectifier and both parts together")
  func gradients() throws {
    let network = try GatedNetwork(inputs: 5, hidden: 19, outputs: 4, seed: 2)
    let (x, targets) = (GatedSamples.normal(9, 3, 5), GatedSamples.targets(27, below: 4))
    let inputs = GatedInputs.dense(x.reshaped([27, 5]))
    var outputs = network.outputs(inputs, batch: 9, steps: 3, forTraining: true)
    let step = network.crossEntropy(&outputs, targets: targets.map(Int32.init))
    let given = network.gradients(inputs, outputGradients: outputs, wantsInputs: true)

    let variables = (network.gru.list + network.fc.list + [x]).map { Variable($0) }
    let tape = GatedRecurrence(
      inputWeights: variables[0], recurrentWeights: variables[1], inputBias: variables[2], recurrentBias: variables[3])
    let states = tape.states(over: variables[6]).rectified().reshaped([27, 19])
    let loss = (states.matmul(variables[4], transposingB: true) + variables[5]).crossEntropy(labels: targets)
    #expect(abs(Double(loss.value[flat: 0]) - step.loss) < 1e-5)
    let expected = loss.gradients(withRespectTo: variables)
    let inputGradient = try #require(given.inputs).reshaped([9, 3, 5])
    for (index, pair) in zip(given.gru + given.fc + [inputGradient], expected).enumerated() {
      #expect(GatedSamples.error(pair.0, pair.1) < 3e-5, "gradient \(index)")
    }
  }
}
