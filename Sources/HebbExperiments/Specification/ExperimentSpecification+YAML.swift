import HebbNetworks
import HebbPlasticity

extension ExperimentSpecification {
  /// The experiment as a YAML file with every key, defaults included, always in the same order.
  ///
  /// Reading it gives an equal value, so that two experiments are the same if their texts are.
  public var yaml: String {
    var lines = [
      entry(SpecificationKey.name, quotedYAML(name)),
      entry(SpecificationKey.about, quotedYAML(about)),
      entry(SpecificationKey.dataset, quotedYAML(dataset)),
    ]
    lines.append("\(SpecificationKey.input.rawValue):")
    lines += InputKey.allCases.map { "  " + entry($0, input.yaml($0)) }
    lines.append("\(SpecificationKey.training.rawValue):")
    lines += TrainingKey.allCases.map { "  " + entry($0, training.yaml($0)) }
    lines.append("\(SpecificationKey.layers.rawValue):" + (layers.isEmpty ? " []" : ""))
    for layer in layers {
      lines += LayerKey.keys(of: layer.kind).enumerated().map {
        ($0 == 0 ? "  - " : "    ") + entry($1, layer.yaml($1))
      }
    }
    lines.append("\(SpecificationKey.readout.rawValue):")
    lines += readout.keys.map { "  " + entry($0, readout.yaml($0)) }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension InputSpecification {
  fileprivate func yaml(_ key: InputKey) -> String {
    switch key {
    case .side: "\(side)"
    case .values: values.rawValue
    case .whitening: whitening.rawValue
    case .epsilon: "\(epsilon)"
    case .images: "\(images)"
    case .flips: "\(flips)"
    }
  }
}

extension TrainingSpecification {
  fileprivate func yaml(_ key: TrainingKey) -> String {
    switch key {
    case .epochs: "\(epochs)"
    case .batch: "\(batch)"
    case .burnIn: "\(burnIn)"
    case .schedule: PartDescription(schedule).yaml
    case .precision: precision.rawValue
    case .shards: "\(shards)"
    }
  }
}

extension LayerDescription {
  fileprivate func yaml(_ key: LayerKey) -> String {
    switch key {
    case .kind: kind.rawValue
    case .channels: "\(channels)"
    case .kernel: "\(kernel)"
    case .stride: "\(stride)"
    case .padding: "\(padding)"
    case .paddingMode: paddingMode.rawValue
    case .depthwise: "\(depthwise)"
    case .normalisation: normalisation.rawValue
    case .rule: PartDescription(plasticity.rule).yaml
    case .competition: yaml(of: plasticity.competition)
    case .homeostasis: plasticity.homeostasis.map { PartDescription($0).yaml } ?? "none"
    case .constraints: yaml(of: plasticity.constraints)
    case .activation: PartDescription(activation).yaml
    case .pool: PoolingDescription(pool).yaml
    case .connectivity: "\(connectivity)"
    case .initialRadius: "\(initialRadius)"
    case .learningRate: "\(plasticity.learningRate)"
    case .rateExponent: "\(plasticity.rateExponent)"
    case .scale: plasticity.scale.rawValue
    }
  }

  private func yaml(of parts: [any NamedPart]) -> String {
    switch parts.count {
    case 0: "none"
    case 1: PartDescription(parts[0]).yaml
    default: "[\(parts.map { PartDescription($0).yaml }.joined(separator: ", "))]"
    }
  }
}

private func entry(_ key: some RawRepresentable<String>, _ value: String) -> String { "\(key.rawValue): \(value)" }

/// Text as it is if no reader could take it for anything else, otherwise in double quotes.
func quotedYAML(_ text: String) -> String {
  let reserved = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"]
  let isWord = text.unicodeScalars.allSatisfy {
    $0.isASCII && ($0.properties.isAlphabetic || "-_0123456789".unicodeScalars.contains($0))
  }
  if isWord, text.first?.isLetter == true, !reserved.contains(text.lowercased()) { return text }
  let escaped = text.unicodeScalars.map { scalar -> String in
    switch (scalar, scalar.properties.generalCategory) {
    case ("\"", _), ("\\", _): return "\\\(scalar)"
    case (_, .control), (_, .format), (_, .lineSeparator), (_, .paragraphSeparator), (_, .unassigned):
      let digits = String(scalar.value, radix: 16, uppercase: true)
      return "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
    default: return String(scalar)
    }
  }
  return "\"\(escaped.joined())\""
}
