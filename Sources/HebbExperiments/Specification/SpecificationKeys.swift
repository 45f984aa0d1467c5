/// The keys of an experiment file, in the order in which they are written: reading, writing and encoding share them.
enum SpecificationKey: String, CaseIterable, CodingKey {
  case name, about, dataset, input, training, layers, readout
}

enum InputKey: String, CaseIterable, CodingKey {
  case whitening, epsilon, images, flips
}

enum TrainingKey: String, CaseIterable, CodingKey {
  case epochs, batch, burnIn
}

enum LayerKey: String, CaseIterable, CodingKey {
  case channels, kernel, rule, winners, activation, pool, connectivity, learningRate, thresholdRate
}

enum ReadoutKey: String, CaseIterable, CodingKey {
  case ridge
}
