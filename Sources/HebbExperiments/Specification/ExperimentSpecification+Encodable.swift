import HebbNetworks
import HebbPlasticity

/// Encodes with the keys of the YAML file, for `--json` and for the page.
extension ExperimentSpecification: Encodable {
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: SpecificationKey.self)
    try container.encode(name, forKey: .name)
    try container.encode(about, forKey: .about)
    try container.encode(dataset, forKey: .dataset)
    var nested = container.nestedContainer(keyedBy: InputKey.self, forKey: .input)
    try nested.encode(input.whitening.rawValue, forKey: .whitening)
    try nested.encode(input.epsilon, forKey: .epsilon)
    try nested.encode(input.images, forKey: .images)
    try nested.encode(input.flips, forKey: .flips)
    var schedule = container.nestedContainer(keyedBy: TrainingKey.self, forKey: .training)
    try schedule.encode(training.epochs, forKey: .epochs)
    try schedule.encode(training.batch, forKey: .batch)
    try schedule.encode(training.burnIn, forKey: .burnIn)
    var list = container.nestedUnkeyedContainer(forKey: .layers)
    for layer in layers {
      var entry = list.nestedContainer(keyedBy: LayerKey.self)
      try entry.encode(layer.channels, forKey: .channels)
      try entry.encode(layer.kernel, forKey: .kernel)
      try entry.encode(layer.rule.rawValue, forKey: .rule)
      try entry.encode(layer.winners, forKey: .winners)
      try entry.encode(layer.activation.rawValue, forKey: .activation)
      try entry.encode(layer.pool, forKey: .pool)
      try entry.encode(layer.connectivity, forKey: .connectivity)
      try entry.encode(layer.learningRate, forKey: .learningRate)
      try entry.encode(layer.thresholdRate, forKey: .thresholdRate)
    }
    var decoder = container.nestedContainer(keyedBy: ReadoutKey.self, forKey: .readout)
    try decoder.encode(readout.ridge, forKey: .ridge)
  }
}
