public import Foundation
import HebbNetworks
import HebbPlasticity
import HebbSupport

extension ExperimentSpecification {
  /// Reads and validates an experiment file (YAML, UTF-8).
  ///
  /// - Throws: `Problem` with file, line and key path for anything that is not as it should be, unknown keys included.
  public init(contentsOf url: URL) throws {
    let place = url.relativePath
    let data: Data
    do {
      data = try Data(contentsOf: url)
    } catch {
      let exists = FileManager.default.fileExists(atPath: url.path)
      throw Problem(
        exists ? "this file cannot be read" : "there is no such file", at: place,
        advice: exists
          ? "Check that it is a file and that you may read it."
          : "Check the path; “hebb spec NAME > \(url.lastPathComponent)” makes a file from a built-in experiment.")
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw Problem("this file is not text in UTF-8", at: place, advice: "Save it as UTF-8.")
    }
    try self.init(yaml: text, source: place)
  }

  /// Reads and validates the text of an experiment file.
  ///
  /// - Parameter source: what errors call the text, usually its file name.
  /// - Throws: `Problem` as for `init(contentsOf:)`.
  public init(yaml: String, source: String) throws {
    guard let document = try DocumentNode(yaml: yaml, origin: { .line(source: source, $0) }) else {
      throw Problem(
        "the experiment is empty", at: source, advice: "“hebb spec hebbian-cnn” prints one to start from.")
    }
    try self.init(document)
  }

  static func isOnSequences(_ what: String, at place: String? = nil) -> Problem {
    Problem(
      "\(what) learns from sequences, not from images", at: place,
      advice: "hebb train, compare, generate and spec are the commands for it.")
  }

  /// Reads and validates a document; every value is checked, and located where it was written.
  init(_ document: DocumentNode) throws {
    if case .mapping(let entries) = document.content, entries.contains(where: { $0.key == SequenceKey.model.rawValue })
    {
      throw Self.isOnSequences("this experiment", at: document.origin.place(of: []))
    }
    let reader = try KeyedReader(document, keys: SpecificationKey.self)
    self.init(
      name: try reader.required(.name),
      about: try reader.optional(.about) ?? "",
      dataset: try reader.required(.dataset),
      input: try reader.mapping(.input, keys: InputKey.self).map(InputSpecification.init) ?? InputSpecification(),
      training: try reader.mapping(.training, keys: TrainingKey.self).map(TrainingSpecification.init)
        ?? TrainingSpecification(),
      layers: try reader.mappings(.layers, keys: LayerKey.self).map(LayerDescription.init),
      readout: try reader.mapping(.readout, keys: ReadoutKey.self).map(ReadoutSpecification.init)
        ?? ReadoutSpecification())
    do {
      try checkValues()
    } catch {
      throw error.problem(at: document.origin(of: error.path))
    }
  }
}

extension InputSpecification {
  fileprivate init(_ reader: KeyedReader<InputKey>) throws {
    let defaults = Self()
    self.init(
      side: try reader.optional(.side) ?? defaults.side,
      values: try reader.optional(.values, oneOf: Values.self) ?? defaults.values,
      whitening: try reader.optional(.whitening, oneOf: Whitening.self) ?? defaults.whitening,
      epsilon: try reader.optional(.epsilon) ?? defaults.epsilon,
      images: try reader.optional(.images) ?? defaults.images,
      flips: try reader.optional(.flips) ?? defaults.flips)
  }
}

extension TrainingSpecification {
  fileprivate init(_ reader: KeyedReader<TrainingKey>) throws {
    let defaults = Self()
    self.init(
      epochs: try reader.optional(.epochs) ?? defaults.epochs,
      batch: try reader.optional(.batch) ?? defaults.batch,
      burnIn: try reader.optional(.burnIn) ?? defaults.burnIn,
      schedule: try reader.schedule(.schedule) ?? defaults.schedule,
      precision: try reader.optional(.precision, oneOf: Precision.self) ?? defaults.precision,
      shards: try reader.optional(.shards) ?? defaults.shards)
  }
}

extension LayerDescription {
  fileprivate init(_ reader: KeyedReader<LayerKey>) throws {
    let kind = try reader.optional(.kind, oneOf: Kind.self) ?? .convolution
    try reader.refuse(
      LayerKey.allCases.filter { !LayerKey.keys(of: kind).contains($0) }, in: "a \(kind.rawValue) layer")
    let rule = try reader.part(.rule, from: LearningRules.catalog) ?? Instar()
    let standard = Plasticity.standard(for: rule)
    let plasticity = Plasticity(
      rule: rule,
      competition: try reader.parts(.competition, from: CompetitionStages.catalog) ?? standard.competition,
      homeostasis: try reader.optionalPart(.homeostasis, from: Homeostases.catalog) ?? standard.homeostasis,
      constraints: try reader.parts(.constraints, from: WeightConstraints.catalog) ?? standard.constraints,
      learningRate: try reader.optional(.learningRate) ?? standard.learningRate,
      scale: try reader.optional(.scale, oneOf: UpdateScale.self) ?? standard.scale,
      rateExponent: try reader.optional(.rateExponent) ?? standard.rateExponent)
    self.init(
      kind: kind,
      channels: try reader.required(.channels),
      kernel: kind == .convolution ? try reader.required(.kernel) : 1,
      stride: try reader.optional(.stride) ?? 1,
      padding: try reader.optional(.padding) ?? 0,
      paddingMode: try reader.optional(.paddingMode, oneOf: PaddingMode.self) ?? .zeros,
      depthwise: try reader.optional(.depthwise) ?? false,
      normalisation: try reader.optional(.normalisation, oneOf: Normalisation.self) ?? .image,
      plasticity: plasticity,
      activation: try reader.activation(.activation) ?? kind.standardActivation,
      pool: try reader.pooling(.pool) ?? (kind == .convolution ? 2 : .none),
      connectivity: try reader.optional(.connectivity) ?? 1,
      initialRadius: try reader.optional(.initialRadius) ?? 1)
  }
}
