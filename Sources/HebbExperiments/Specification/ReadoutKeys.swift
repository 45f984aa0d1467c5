import HebbNetworks

/// The keys of an experiment's read-out, in the order in which they are written.
enum ReadoutKey: String, CaseIterable, CodingKey {
  case kind, ridge, layers, exponent, steepness, lossExponent, optimiser, learningRate, batch, epochs,
    halvings, dropout, weightDecay, flips, together
}

extension ReadoutKey {
  /// The keys that mean something for a kind of read-out.
  static func keys(of kind: ReadoutSpecification.Kind) -> [ReadoutKey] {
    if kind == .ridge { return [.kind, .ridge, .together] }
    var foreign: Set<ReadoutKey> = [.ridge]
    if kind != .power { foreign.formUnion([.exponent, .steepness, .lossExponent]) }
    return allCases.filter { !foreign.contains($0) }
  }
}

extension ReadoutSpecification {
  var keys: [ReadoutKey] { ReadoutKey.keys(of: kind) }

  /// Of a YAML file.
  init(_ reader: KeyedReader<ReadoutKey>) throws {
    let kind = try reader.optional(.kind, oneOf: Kind.self) ?? .ridge
    self.init(kind: kind)
    try reader.refuse(ReadoutKey.allCases.filter { !keys.contains($0) }, in: "a \(kind.rawValue) read-out")
    ridge = try reader.optional(.ridge) ?? ridge
    layers = try reader.optional(.layers, oneOf: Layers.self) ?? layers
    exponent = try reader.optional(.exponent) ?? exponent
    if case .power(let standardExponent, let standardSteepness) = training.loss {
      training.loss = .power(
        exponent: try reader.optional(.lossExponent) ?? standardExponent,
        steepness: try reader.optional(.steepness) ?? standardSteepness)
    }
    training.optimiser = try reader.optimiser(.optimiser) ?? training.optimiser
    training.learningRate = try reader.optional(.learningRate) ?? training.learningRate
    training.batch = try reader.optional(.batch) ?? training.batch
    training.epochs = try reader.optional(.epochs) ?? training.epochs
    training.halvings = try reader.numbers(.halvings) ?? training.halvings
    training.dropout = try reader.optional(.dropout) ?? training.dropout
    training.weightDecay = try reader.optional(.weightDecay) ?? training.weightDecay
    flips = try reader.optional(.flips) ?? flips
    together = try reader.optionalMapping(.together, keys: JointReadoutKey.self).map(JointReadoutSpecification.init)
  }

  func yaml(_ key: ReadoutKey) -> String {
    switch key {
    case .kind: kind.rawValue
    case .ridge: "\(ridge)"
    case .layers: layers.rawValue
    case .exponent: "\(exponent)"
    case .steepness: "\(steepness)"
    case .lossExponent: "\(lossExponent)"
    case .optimiser: PartDescription(training.optimiser).yaml
    case .learningRate: "\(training.learningRate)"
    case .batch: "\(training.batch)"
    case .epochs: "\(training.epochs)"
    case .halvings:
      training.halvings.isEmpty ? "none" : "[\(training.halvings.map { "\($0)" }.joined(separator: ", "))]"
    case .dropout: "\(training.dropout)"
    case .weightDecay: "\(training.weightDecay)"
    case .flips: "\(flips)"
    case .together: together?.yaml ?? "none"
    }
  }

  func encode(_ key: ReadoutKey, to container: inout KeyedEncodingContainer<ReadoutKey>) throws {
    switch key {
    case .kind: try container.encode(kind.rawValue, forKey: key)
    case .ridge: try container.encode(ridge, forKey: key)
    case .layers: try container.encode(layers.rawValue, forKey: key)
    case .exponent: try container.encode(exponent, forKey: key)
    case .steepness: try container.encode(steepness, forKey: key)
    case .lossExponent: try container.encode(lossExponent, forKey: key)
    case .optimiser: try container.encode(PartDescription(training.optimiser), forKey: key)
    case .learningRate: try container.encode(training.learningRate, forKey: key)
    case .batch: try container.encode(training.batch, forKey: key)
    case .epochs: try container.encode(training.epochs, forKey: key)
    case .halvings: try container.encode(training.halvings, forKey: key)
    case .dropout: try container.encode(training.dropout, forKey: key)
    case .weightDecay: try container.encode(training.weightDecay, forKey: key)
    case .flips: try container.encode(flips, forKey: key)
    case .together:
      guard let together else { return try container.encode("none", forKey: key) }
      var nested = container.nestedContainer(keyedBy: JointReadoutKey.self, forKey: key)
      try together.encode(to: &nested)
    }
  }

  private var steepness: Double {
    guard case .power(_, let steepness) = training.loss else { return 1 }
    return steepness
  }

  private var lossExponent: Double {
    guard case .power(let exponent, _) = training.loss else { return 1 }
    return exponent
  }

  func checkValues() throws(SpecificationViolation) {
    func check<Number>(_ number: Number, in interval: Interval<Number>, _ key: ReadoutKey)
      throws(SpecificationViolation)
    {
      try checkValue(number, in: interval, at: "readout", key.rawValue)
    }
    try together?.checkValues()
    guard kind != .ridge else { return try check(ridge, in: .closed(0, 1e12), .ridge) }
    if case .power(let lossExponent, let steepness) = training.loss {
      try check(exponent, in: .closed(0.1, 20), .exponent)
      try check(steepness, in: .above(0, to: 1e6), .steepness)
      try check(lossExponent, in: .closed(1, 100), .lossExponent)
    }
    if case .sgd(let momentum) = training.optimiser { try check(momentum, in: .closed(0, 0.9999), .optimiser) }
    try check(training.learningRate, in: .closed(0, 1e6), .learningRate)
    try check(training.batch, in: .closed(1, 1_000_000), .batch)
    try check(training.epochs, in: .closed(1, 1_000_000), .epochs)
    for fraction in training.halvings { try check(fraction, in: .closed(0, 1), .halvings) }
    try check(training.dropout, in: .closed(0, 0.99), .dropout)
    try check(training.weightDecay, in: .closed(0, 1e6), .weightDecay)
  }
}
