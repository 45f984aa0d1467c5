import HebbNetworks
import HebbPlasticity
import HebbSupport
import TestSupport

@testable import HebbExperiments

/// The smallest valid file.
let minimalYAML = """
  name: tiny
  dataset: mnist
  layers:
    - channels: 8
      kernel: 3
  """

/// A value that differs from every default.
let unusual = ExperimentSpecification(
  name: "unusual", about: "Nothing here is a default", dataset: "fashion-mnist",
  input: InputSpecification(whitening: .dog, epsilon: 1.5e-7, images: 12_345, flips: false),
  training: TrainingSpecification(epochs: 0, batch: 7, burnIn: 3),
  layers: [
    .convolution(
      channels: 12, kernel: 7, rule: Oja(), winners: 3, activation: .linear, pool: 1, connectivity: 0.1,
      learningRate: 0.1 + 0.2, thresholdRate: 0),
    .convolution(
      channels: 9, kernel: 1, rule: Hebb(), winners: 2, activation: .rectified, pool: 3, connectivity: 0.333,
      learningRate: 1e-12, thresholdRate: 12.75),
  ],
  readout: ReadoutSpecification(ridge: 0.25))

func problem(in yaml: String) -> Problem? {
  problem { try ExperimentSpecification(yaml: yaml, source: "net.yaml") }
}
