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
    try nested.encode(input.side, forKey: .side)
    try nested.encode(input.values.rawValue, forKey: .values)
    try nested.encode(input.whitening.rawValue, forKey: .whitening)
    try nested.encode(input.epsilon, forKey: .epsilon)
    try nested.encode(input.images, forKey: .images)
    try nested.encode(input.flips, forKey: .flips)
    var schedule = container.nestedContainer(keyedBy: TrainingKey.self, forKey: .training)
    try schedule.encode(training.epochs, forKey: .epochs)
    try schedule.encode(training.batch, forKey: .batch)
    try schedule.encode(training.burnIn, forKey: .burnIn)
    try schedule.encode(PartDescription(training.schedule), forKey: .schedule)
    try schedule.encode(training.precision.rawValue, forKey: .precision)
    try schedule.encode(training.shards, forKey: .shards)
    var list = container.nestedUnkeyedContainer(forKey: .layers)
    for layer in layers {
      var entry = list.nestedContainer(keyedBy: LayerKey.self)
      for key in LayerKey.keys(of: layer.kind) { try layer.encode(key, to: &entry) }
    }
    var decoder = container.nestedContainer(keyedBy: ReadoutKey.self, forKey: .readout)
    for key in readout.keys { try readout.encode(key, to: &decoder) }
  }
}

extension LayerDescription {
  fileprivate func encode(_ key: LayerKey, to container: inout KeyedEncodingContainer<LayerKey>) throws {
    switch key {
    case .kind: try container.encode(kind.rawValue, forKey: key)
    case .channels: try container.encode(channels, forKey: key)
    case .kernel: try container.encode(kernel, forKey: key)
    case .stride: try container.encode(stride, forKey: key)
    case .padding: try container.encode(padding, forKey: key)
    case .paddingMode: try container.encode(paddingMode.rawValue, forKey: key)
    case .depthwise: try container.encode(depthwise, forKey: key)
    case .normalisation: try container.encode(normalisation.rawValue, forKey: key)
    case .rule: try container.encode(PartDescription(plasticity.rule), forKey: key)
    case .competition: try container.encode(plasticity.competition.map { PartDescription($0) }, forKey: key)
    case .homeostasis:
      guard let homeostasis = plasticity.homeostasis else { return try container.encode("none", forKey: key) }
      try container.encode(PartDescription(homeostasis), forKey: key)
    case .constraints: try container.encode(plasticity.constraints.map { PartDescription($0) }, forKey: key)
    case .activation: try container.encode(PartDescription(activation), forKey: key)
    case .pool: try container.encode(PoolingDescription(pool), forKey: key)
    case .connectivity: try container.encode(connectivity, forKey: key)
    case .initialRadius: try container.encode(initialRadius, forKey: key)
    case .learningRate: try container.encode(plasticity.learningRate, forKey: key)
    case .rateExponent: try container.encode(plasticity.rateExponent, forKey: key)
    case .scale: try container.encode(plasticity.scale.rawValue, forKey: key)
    }
  }
}
