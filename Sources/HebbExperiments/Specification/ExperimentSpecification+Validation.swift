import HebbNetworks
import HebbPlasticity
import HebbSupport

extension ExperimentSpecification {
  /// Checks every value by itself and against the others; reading a file does it, too.
  ///
  /// - Throws: `Problem` that names the key path, the value and the values that are allowed.
  public func validate() throws {
    do {
      try checkValues()
    } catch {
      throw error.problem(at: .memory)
    }
  }

  /// Checks the values, and that each layer fits what the one below passes on.
  ///
  /// - Parameter inputShape: `[channels, height, width]` of one image.
  /// - Throws: `Problem` that names the layer, the key path and the sizes.
  public func validate(inputShape: [Int]) throws {
    try validate()
    _ = try shapes(inputShape: inputShape)
  }

  func checkValues() throws(SpecificationViolation) {
    try checkWords()
    // The upper bounds are far beyond any use; they keep sums within 64 bits and rates within single precision.
    let (most, fastest) = (1_000_000_000, 1e6)
    try checkValue(input.side, in: .closed(1, 10_000), at: "input", "side")
    guard input.values == .standardised || input.whitening == .none else {
      throw SpecificationViolation(
        path: ["input", "values"], what: "pixels as they are cannot be whitened",
        advice: "Set input.whitening to none, or input.values to standardised.")
    }
    try checkValue(input.epsilon, in: .above(0, to: fastest), at: "input", "epsilon")
    try checkValue(input.images, in: .closed(1, most), at: "input", "images")
    try checkValue(training.epochs, in: .closed(0, most), at: "training", "epochs")
    try checkValue(training.batch, in: .closed(1, 1_000_000), at: "training", "batch")
    try checkValue(training.burnIn, in: .closed(0, most), at: "training", "burnIn")
    try checkValue(training.shards, in: .closed(1, training.batch), at: "training", "shards")
    try readout.checkValues()
    for (index, layer) in layers.enumerated() {
      let number = "\(index)"
      // A single neuron would win everywhere: competition needs two.
      try checkValue(layer.channels, in: .closed(2, LayerDescription.mostChannels), at: "layers", number, "channels")
      if layer.kind == .convolution {
        try checkValue(layer.kernel, in: .closed(1, 10_000), at: "layers", number, "kernel")
        try checkValue(layer.stride, in: .closed(1, 10_000), at: "layers", number, "stride")
        try checkValue(layer.padding, in: .closed(0, 1000), at: "layers", number, "padding")
        try checkValue(layer.pool.size, in: .closed(1, 1000), at: "layers", number, "pool")
        try checkValue(layer.pool.stride, in: .closed(1, 1000), at: "layers", number, "pool")
        try checkValue(layer.pool.padding, in: .closed(0, 500), at: "layers", number, "pool")
      }
      if let winners = layer.winners, winners >= layer.channels {
        throw SpecificationViolation(
          path: ["layers", number, "competition"] + (layer.plasticity.competition.count == 1 ? ["winners"] : []),
          what: "\(winners) winners among \(layer.channels) channels leave nobody to lose",
          advice: "Choose from 1 to \(layer.channels - 1) winners, or more channels.")
      }
      try checkValue(layer.connectivity, in: .above(0, to: 1), at: "layers", number, "connectivity")
      try checkValue(layer.initialRadius, in: .above(0, to: fastest), at: "layers", number, "initialRadius")
      try checkValue(layer.plasticity.learningRate, in: .closed(0, fastest), at: "layers", number, "learningRate")
      try checkValue(layer.plasticity.rateExponent, in: .closed(0, 10), at: "layers", number, "rateExponent")
    }
  }

  private func checkWords() throws(SpecificationViolation) {
    try checkRunName(name)
    guard dataset.contains(where: { !$0.isWhitespace }) else {
      throw SpecificationViolation(
        path: ["dataset"], what: "the data set has no name", advice: "Name one, for example cifar10.")
    }
    guard !layers.isEmpty else {
      throw SpecificationViolation(
        path: ["layers"], what: "the network has no layers",
        advice: "Add at least one, for example “- {channels: 100, kernel: 5}”.")
    }
  }
}

func checkValue<Number>(
  _ number: Number, in interval: Interval<Number>, at path: String...
) throws(SpecificationViolation) {
  guard !interval.contains(number) else { return }
  throw SpecificationViolation(
    path: path, what: "\(number) is out of range", advice: "Choose a value \(interval).")
}

/// - Throws: a violation if a folder cannot have the name.
func checkRunName(_ name: String) throws(SpecificationViolation) {
  let allowed = name.allSatisfy { $0.isLetter || $0.isNumber || "-_.".contains($0) }
  guard !name.isEmpty, !name.hasPrefix("."), allowed else {
    throw SpecificationViolation(
      path: ["name"], what: "“\(name)” cannot name a run's folder",
      advice: "Use letters, digits, “-”, “_” and “.” (not first), for example hebbian-cnn.")
  }
}
