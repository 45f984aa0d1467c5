import HebbNetworks

/// The keys of an experiment file, in the order in which they are written: reading, writing and encoding share them.
enum SpecificationKey: String, CaseIterable, CodingKey {
  case name, about, dataset, input, training, layers, readout
}

enum InputKey: String, CaseIterable, CodingKey {
  case side, values, whitening, epsilon, images, flips
}

enum TrainingKey: String, CaseIterable, CodingKey {
  case epochs, batch, burnIn, schedule, precision, shards
}

enum LayerKey: String, CaseIterable, CodingKey {
  case kind, channels, kernel, stride, padding, paddingMode, depthwise, normalisation, rule, competition, homeostasis,
    constraints,
    activation, pool, connectivity, initialRadius, learningRate, rateExponent, scale
}

extension LayerKey {
  /// The keys that mean something for a kind of layer.
  static func keys(of kind: LayerDescription.Kind) -> [LayerKey] {
    kind == .convolution
      ? allCases : allCases.filter { ![.kernel, .stride, .padding, .paddingMode, .depthwise, .pool].contains($0) }
  }
}
