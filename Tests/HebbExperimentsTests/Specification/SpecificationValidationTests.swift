import HebbNetworks
import HebbPlasticity
import HebbSupport
import TestSupport
import Testing

@testable import HebbExperiments

@Suite("Validating an experiment")
struct SpecificationValidationTests {
  /// A change that makes an experiment invalid, and the key path that must be named.
  struct Mistake: Sendable {
    let path: String
    let change: @Sendable (inout ExperimentSpecification) -> Void

    init(_ path: String, _ change: @escaping @Sendable (inout ExperimentSpecification) -> Void) {
      self.path = path
      self.change = change
    }
  }

  @Test(
    "Every value that makes no sense is named by its key path",
    arguments: [
      Mistake("name") { $0.name = "" },
      Mistake("name") { $0.name = ".." },
      Mistake("name") { $0.name = "a b" },
      Mistake("dataset") { $0.dataset = " " },
      Mistake("layers") { $0.layers = [] },
      Mistake("input.epsilon") { $0.input.epsilon = 0 },
      Mistake("input.epsilon") { $0.input.epsilon = .nan },
      Mistake("input.images") { $0.input.images = 0 },
      Mistake("training.epochs") { $0.training.epochs = -1 },
      Mistake("training.epochs") { $0.training.epochs = .max },
      Mistake("training.batch") { $0.training.batch = 0 },
      Mistake("training.burnIn") { $0.training.burnIn = -1 },
      Mistake("readout.ridge") { $0.readout.ridge = -1 },
      Mistake("readout.ridge") { $0.readout.ridge = .infinity },
      Mistake("layers.1.channels") { $0.layers[1].channels = 0 },
      Mistake("layers.1.channels") { $0.layers[1].channels = 1 },
      Mistake("layers.1.kernel") { $0.layers[1].kernel = 0 },
      Mistake("layers.1.stride") { $0.layers[1].stride = 0 },
      Mistake("layers.1.padding") { $0.layers[1].padding = -1 },
      Mistake("layers.1.competition.winners") { $0.layers[1].plasticity.competition = [WinnerTakeAll(winners: 9)] },
      Mistake("layers.1.pool") { $0.layers[1].pool = 0 },
      Mistake("layers.1.connectivity") { $0.layers[1].connectivity = 0 },
      Mistake("layers.1.connectivity") { $0.layers[1].connectivity = 1.01 },
      Mistake("layers.1.connectivity") { $0.layers[1].connectivity = .nan },
      Mistake("layers.1.learningRate") { $0.layers[1].plasticity.learningRate = -1e-9 },
      Mistake("layers.1.learningRate") { $0.layers[1].plasticity.learningRate = .infinity },
    ])
  func values(_ mistake: Mistake) throws {
    var specification = unusual
    mistake.change(&specification)
    let found = try #require(problem { try specification.validate() })
    #expect(found.place == mistake.path)
    #expect(found.advice != nil)
    #expect(problem { try specification.validate(inputShape: [1, 28, 28]) } == found)
  }

  @Test("Values at the edge of their range are accepted")
  func edges() throws {
    var specification = unusual
    specification.training = TrainingSpecification(epochs: 0, batch: 1, burnIn: 0)
    specification.readout.ridge = 0
    specification.layers[0] = LayerDescription.convolution(
      channels: 2, kernel: 1, winners: 1, pool: 1, connectivity: 1, learningRate: 0, thresholdRate: 0)
    try specification.validate()
    specification.layers[0].connectivity = .leastNonzeroMagnitude
    try specification.validate(inputShape: [1, 3, 3])
  }
}
