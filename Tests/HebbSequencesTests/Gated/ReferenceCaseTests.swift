import Foundation
import HebbTensor
import Testing

@testable import HebbSequences

private let fixtures = ProcessInfo.processInfo.environment["HEBB_FIXTURES"]

@Suite("Hebbian GRU beside PyTorch")
struct ReferenceCaseTests {
  @Test(
    "Outputs, states and gradients are those of gru.json",
    .enabled(if: fixtures != nil, "set HEBB_FIXTURES to the folder of the reference results"))
  func reference() throws {
    let data = try Data(contentsOf: URL(filePath: #require(fixtures)).appending(path: "gru.json"))
    let file = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    let reference = try #require((file["cases"] as? [[String: Any]])?.first)
    let weights = try #require(reference["weights"] as? [String: Any])
    let expected = try #require(reference["expected"] as? [String: Any])
    let gradients = try #require(expected["gradients"] as? [String: Any])
    let x = tensor(reference["x"])
    let names = [
      "weights": "projection", "gru.weight_ih_l0": "weightIH", "gru.weight_hh_l0": "weightHH",
      "gru.bias_ih_l0": "biasIH", "gru.bias_hh_l0": "biasHH", "fc.weight": "fcWeight", "fc.bias": "fcBias",
    ]
    let parameters = names.mapValues { tensor(weights[$0]) }
    let (inputs, hidden) = try (#require(parameters["weights"]).shape[0], #require(parameters["weights"]).shape[1])
    let model = try HebbianGRU(
      inputDimension: inputs, hiddenDimension: hidden, outputDimension: #require(parameters["fc.bias"]).count)
    try model.restore(parameters)
    #expect(model.parameters == parameters)

    let output = try model(x)
    #expect(GatedSamples.error(output, tensor(expected["output"])) < 1e-5)
    let states = try model.states(over: x)
    let (batch, steps) = (x.shape[0], x.shape[1])
    let final = (0..<batch).flatMap { lane in (0..<hidden).map { states[lane, steps - 1, $0] } }
    #expect(
      GatedSamples.error(
        Tensor(shape: [batch, hidden], elements: final), tensor(expected["finalHidden"])) < 1e-5)

    let given = try model.gradients(on: x, outputGradients: output.mapped { 2 * $0 / Float(output.count) })
    for (name, key) in names where name != "weights" {
      let error = GatedSamples.error(try #require(given[name]), tensor(gradients[key]))
      #expect(error < 1e-5, "\(name)")
    }
  }

  private func tensor(_ value: Any?) -> Tensor {
    func shape(_ value: Any?) -> [Int] { (value as? [Any]).map { [$0.count] + shape($0.first) } ?? [] }
    func flat(_ value: Any?) -> [Float] {
      (value as? [Any])?.flatMap(flat) ?? (value as? NSNumber).map { [$0.floatValue] } ?? []
    }
    return Tensor(shape: shape(value), elements: flat(value))
  }
}
