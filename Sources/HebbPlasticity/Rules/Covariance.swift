import HebbTensor

/// The covariance rule: a synapse grows where both sides deviate from their means in the same direction, and shrinks
/// where they deviate in opposite ones.
///
/// Δw = (y − ȳ) (x − x̄); in canonical form A = y − ȳ, M = 0, with x̄ subtracted from X. The means are those of the batch,
/// or running ones: x̄ ← x̄ + rate (mean of x − x̄) after a batch has been used, beginning with the first batch's.
///
/// > Reference: T. J. Sejnowski, "Storing covariance with nonlinearly interacting neurons", J. Math. Biol. 4 (1977),
/// > 303–321.
public struct Covariance: LearningRule {
  /// Over what the means are taken.
  public enum Means: String, Sendable, CaseIterable {
    case batch
    case running
  }

  public static let name = "covariance"
  public static let isCompetitive = false
  public static let parameters = [
    Parameter.word("means", "batch", oneOf: Means.allCases.map(\.rawValue), "means over the batch, or running ones"),
    Parameter.number("rate", 0.1, in: 0...1, "how fast running means follow, per batch"),
  ]
  public static let card = RuleCard(
    formula: "Δw = (y − ȳ) (x − x̄)",
    canonical: "A = y − ȳ, M = 0, X − x̄ in place of X",
    summary: "Hebb's rule on deviations from the mean: a synapse grows where both sides rise or fall together, and "
      + "shrinks where one rises as the other falls.",
    properties: [
      "constant inputs and constant outputs teach nothing",
      "unbounded: with y = w·x it grows along the first principal component; add the constraint unitNorm",
      "batch means need batches: a single sample teaches nothing with them",
    ],
    source: "T. J. Sejnowski, “Storing covariance with nonlinearly interacting neurons”, J. Math. Biol. 4 (1977), "
      + "303–321")

  public var means: Means
  public var rate: Double

  public init(means: Means = .batch, rate: Double = 0.1) { (self.means, self.rate) = (means, rate) }
  public init(_ parameters: ParameterValues) {
    self.init(means: Means(rawValue: parameters[text: "means"]) ?? .batch, rate: parameters[number: "rate"])
  }
  public var values: [String: ParameterValue] { ["means": .text(means.rawValue), "rate": .number(rate)] }

  public func update(for activity: Activity, state: inout PlasticState) -> PlasticUpdate {
    guard activity.samples > 0 else { return .canonical(CanonicalUpdate(post: activity.y)) }
    let y = activity.y.dense
    let meanY = mean(of: y, "covariance.postsynapticMean", in: &state)
    let meanX = mean(of: activity.x, "covariance.presynapticMean", in: &state)
    let a = y.mappedByColumn(with: meanY) { $0 - $1 }
    return .canonical(
      CanonicalUpdate(post: .dense(a), presynapticMean: Tensor(shape: [activity.inputs], elements: meanX)))
  }

  /// The mean of each column to subtract now; a running one then follows the batch.
  private func mean(of rows: Tensor, _ name: String, in state: inout PlasticState) -> [Float] {
    let ofBatch = rows.columnMeans()
    guard means == .running else { return ofBatch }
    let running = state[name]?.elements ?? ofBatch
    state[name] = Tensor(
      shape: [running.count], elements: zip(running, ofBatch).map { $0 + Float(rate) * ($1 - $0) })
    return running
  }
}
