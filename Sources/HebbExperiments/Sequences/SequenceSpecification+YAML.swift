import HebbPlasticity
import HebbSequences

extension SequenceSpecification {
  /// The experiment as a YAML file with every key, defaults included, always in the same order.
  public var yaml: String {
    SequenceKey.keys(of: model).map { "\($0.rawValue): \(value($0))" }.joined(separator: "\n") + "\n"
  }

  private func value(_ key: SequenceKey) -> String {
    let plasticity = network.plasticity
    return switch key {
    case .name: quotedYAML(name)
    case .about: quotedYAML(about)
    case .model: model.rawValue
    case .task: PartDescription(task).yaml
    case .vocabulary: quotedYAML(vocabulary)
    case .length: "\(length)"
    case .lanes: "\(lanes)"
    case .characters: "\(characters)"
    case .evaluations: "\(evaluations)"
    case .evaluated: "\(evaluated)"
    case .schedule: PartDescription(schedule).yaml
    case .state: "\(network.state)"
    case .layers: "\(network.layers)"
    case .nonlinearity: network.nonlinearity.rawValue
    case .residual: "\(network.residual)"
    case .positions: "\(network.positions)"
    case .lastSymbols: "\(network.lastSymbols)"
    case .rule: PartDescription(plasticity.rule).yaml
    case .competition: list(plasticity.competition)
    case .homeostasis: plasticity.homeostasis.map { PartDescription($0).yaml } ?? "none"
    case .constraints: list(plasticity.constraints)
    case .teaching: network.teaching.rawValue
    case .eligibility: "\(network.eligibility.hidden)"
    case .stateEligibility: "\(network.eligibility.state)"
    case .learningRate: "\(plasticity.learningRate)"
    case .stateRate: "\(network.stateRate)"
    case .coefficientRate: "\(network.coefficientRate)"
    case .outputRate: "\(network.outputRate)"
    case .inputGain: "\(network.inputGain)"
    case .radius: "\(network.radius)"
    case .updater: updater.rawValue
    case .plastic: "\(isPlastic)"
    case .backpropRate: "\(backpropRate)"
    case .clip: "\(clip)"
    case .projection: projection.rawValue
    }
  }

  private func list(_ parts: [any NamedPart]) -> String {
    parts.isEmpty ? "none" : "[\(parts.map { PartDescription($0).yaml }.joined(separator: ", "))]"
  }
}
