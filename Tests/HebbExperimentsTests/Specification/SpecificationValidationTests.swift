import HebbNetworks
import HebbSupport
import Testing

@testable import HebbExperiments

@Suite("Validating an experiment")
struct SpecificationValidationTests {
  typealias Change = @Sendable (inout ExperimentSpecification) -> Void

  @Test(
    "Every value that makes no sense is named by its key path",
    arguments: [
      ("name", { $0.name = "" }),
      ("name", { $0.name = ".." }),
      ("name", { $0.name = "a b" }),
      ("dataset", { $0.dataset = " " }),
      ("layers", { $0.layers = [] }),
      ("input.epsilon", { $0.input.epsilon = 0 }),
      ("input.epsilon", { $0.input.epsilon = .nan }),
      ("input.images", { $0.input.images = 0 }),
      ("training.epochs", { $0.training.epochs = -1 }),
      ("training.epochs", { $0.training.epochs = .max }),
      ("training.batch", { $0.training.batch = 0 }),
      ("training.burnIn", { $0.training.burnIn = -1 }),
      ("readout.ridge", { $0.readout.ridge = -1 }),
      ("readout.ridge", { $0.readout.ridge = .infinity }),
      ("layers.1.channels", { $0.layers[1].channels = 0 }),
      ("layers.1.channels", { $0.layers[1].channels = 1 }),
      ("layers.1.kernel", { $0.layers[1].kernel = 0 }),
      ("layers.1.winners", { $0.layers[1].winners = 0 }),
      ("layers.1.winners", { $0.layers[1].winners = 9 }),
      ("layers.1.pool", { $0.layers[1].pool = 0 }),
      ("layers.1.connectivity", { $0.layers[1].connectivity = 0 }),
      ("layers.1.connectivity", { $0.layers[1].connectivity = 1.01 }),
      ("layers.1.connectivity", { $0.layers[1].connectivity = .nan }),
      ("layers.1.learningRate", { $0.layers[1].learningRate = -1e-9 }),
      ("layers.1.learningRate", { $0.layers[1].learningRate = .infinity }),
      ("layers.1.thresholdRate", { $0.layers[1].thresholdRate = .nan }),
    ] as [(String, Change)])
  func values(path: String, change: Change) throws {
    var specification = unusual
    change(&specification)
    let found = try #require(problem { try specification.validate() })
    #expect(found.place == path)
    #expect(found.advice != nil)
    #expect(problem { try specification.validate(inputShape: [1, 28, 28]) } == found)
  }

  @Test("Values at the edge of their range are accepted")
  func edges() throws {
    var specification = unusual
    specification.training = TrainingSpecification(epochs: 0, batch: 1, burnIn: 0)
    specification.readout.ridge = 0
    specification.layers[0] = HebbianConvolution(
      channels: 2, kernel: 1, winners: 1, pool: 1, connectivity: 1, learningRate: 0, thresholdRate: 0)
    try specification.validate()
    specification.layers[0].connectivity = .leastNonzeroMagnitude
    try specification.validate(inputShape: [1, 3, 3])
  }
}
