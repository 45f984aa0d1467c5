public import HebbSupport
public import HebbTensor

/// A local learning rule: from the activity on both sides of the synapses, and the weights, how the weights change.
///
/// Most rules are a few lines: they give A and M of the canonical form ΔW = η (AᵀX − M W), see `CanonicalUpdate`.
public protocol LearningRule: NamedPart {
  /// What `hebb rules` says of the rule.
  static var card: RuleCard { get }
  /// Whether all its updates have the canonical form, so that samples can be weighted one by one. True by default.
  static var isCanonical: Bool { get }

  /// The update for a batch; `state` is the rule's memory from earlier batches, and is brought up to date.
  ///
  /// - Throws: `Problem` if a signal that the rule needs is missing or has another shape.
  func update(for activity: Activity, state: inout PlasticState) throws(Problem) -> PlasticUpdate

  /// The decay m in Δw = Σ y x − m w for a neuron that won `wins` times, if that is all of the rule where y is binary:
  /// such rules run on the fused winner-take-all kernels. Nil (the default) for all others.
  func decay(wins: Int) -> Float?

  /// Whether the rule is meant for neurons that compete; see `Plasticity.standard(for:)`.
  static var isCompetitive: Bool { get }

  /// Whether u and y are all that the update is computed from (apart from signals), so that activity may come without x
  /// and w. False by default.
  var usesResponsesAlone: Bool { get }

  /// The names in `PlasticState` of what belongs to a sequence in time and is forgotten where a new one begins.
  var sequenceMemory: [String] { get }

  /// Whether a batch may be divided: ΔW is the sum of those of its parts, if each is told `batchSums` of the whole. False
  /// by default.
  var dividesBatches: Bool { get }

  /// What the rule has to know of a whole batch before it can learn from a part of it: sums over the samples, in any
  /// shape. Nil, the default, for nothing.
  func batchSums(of activity: Activity) -> Tensor?
}

extension LearningRule {
  public static var isCompetitive: Bool { true }
  public var sequenceMemory: [String] { [] }
  public var usesResponsesAlone: Bool { false }
  public var dividesBatches: Bool { false }
  public func batchSums(of activity: Activity) -> Tensor? { nil }
  public static var isCanonical: Bool { true }
  public func decay(wins: Int) -> Float? { nil }
}

/// What is known of a rule, for people to read.
public struct RuleCard: Sendable, Equatable {
  /// "Δw = y (x − y w)"
  public let formula: String
  /// A and M of the canonical form: "A = y, M = diag(Σ y²)", or why there is none.
  public let canonical: String
  /// What it does, in a sentence or two.
  public let summary: String
  /// "converges to the first principal component", "unbounded without a constraint", …
  public let properties: [String]
  /// Paper and equation.
  public let source: String
  /// What the rule must be given beyond x, w and y.
  public let needs: Set<RuleNeed>

  public init(
    formula: String, canonical: String, summary: String, properties: [String], source: String,
    needs: Set<RuleNeed> = []
  ) {
    self.formula = formula
    self.canonical = canonical
    self.summary = summary
    self.properties = properties
    self.source = source
    self.needs = needs
  }
}

/// What a rule needs beyond the activity of its own synapses.
public enum RuleNeed: String, Sendable, CaseIterable {
  /// One reward per sample.
  case reward
  /// The error of the network's output.
  case outputError
  /// Rows that follow each other in time.
  case sequence
}
