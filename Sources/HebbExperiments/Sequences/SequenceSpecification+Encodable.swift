import HebbPlasticity
import HebbSequences

/// As JSON: the keys of the YAML file.
extension SequenceSpecification: Encodable {
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: SequenceKey.self)
    for key in SequenceKey.keys(of: model) { try encode(key, to: &container) }
  }

  private func encode(_ key: SequenceKey, to container: inout KeyedEncodingContainer<SequenceKey>) throws {
    let plasticity = network.plasticity
    switch key {
    case .name: try container.encode(name, forKey: key)
    case .about: try container.encode(about, forKey: key)
    case .model: try container.encode(model.rawValue, forKey: key)
    case .task: try container.encode(PartDescription(task), forKey: key)
    case .vocabulary: try container.encode(vocabulary, forKey: key)
    case .length: try container.encode(length, forKey: key)
    case .lanes: try container.encode(lanes, forKey: key)
    case .characters: try container.encode(characters, forKey: key)
    case .evaluations: try container.encode(evaluations, forKey: key)
    case .evaluated: try container.encode(evaluated, forKey: key)
    case .schedule: try container.encode(PartDescription(schedule), forKey: key)
    case .state: try container.encode(network.state, forKey: key)
    case .layers: try container.encode(network.layers, forKey: key)
    case .nonlinearity: try container.encode(network.nonlinearity.rawValue, forKey: key)
    case .residual: try container.encode(network.residual, forKey: key)
    case .positions: try container.encode(network.positions, forKey: key)
    case .lastSymbols: try container.encode(network.lastSymbols, forKey: key)
    case .rule: try container.encode(PartDescription(plasticity.rule), forKey: key)
    case .competition: try container.encode(plasticity.competition.map { PartDescription($0) }, forKey: key)
    case .homeostasis: try container.encode(plasticity.homeostasis.map { PartDescription($0) }, forKey: key)
    case .constraints: try container.encode(plasticity.constraints.map { PartDescription($0) }, forKey: key)
    case .teaching: try container.encode(network.teaching.rawValue, forKey: key)
    case .eligibility: try container.encode(network.eligibility.hidden, forKey: key)
    case .stateEligibility: try container.encode(network.eligibility.state, forKey: key)
    case .learningRate: try container.encode(plasticity.learningRate, forKey: key)
    case .stateRate: try container.encode(network.stateRate, forKey: key)
    case .coefficientRate: try container.encode(network.coefficientRate, forKey: key)
    case .outputRate: try container.encode(network.outputRate, forKey: key)
    case .inputGain: try container.encode(network.inputGain, forKey: key)
    case .radius: try container.encode(network.radius, forKey: key)
    case .updater: try container.encode(updater.rawValue, forKey: key)
    case .plastic: try container.encode(isPlastic, forKey: key)
    case .backpropRate: try container.encode(backpropRate, forKey: key)
    case .clip: try container.encode(clip, forKey: key)
    case .projection: try container.encode(projection.rawValue, forKey: key)
    }
  }
}
