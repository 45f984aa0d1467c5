import Foundation
import HebbPlasticity
import HebbTensor
import Testing

/// A rule of the library beside the plain loop that it must agree with.
struct RuleCase: CustomTestStringConvertible, Sendable {
  let rule: any LearningRule
  /// A fresh plain rule, without memory, for a layer of a shape.
  let plain: @Sendable (BatchShape) -> PlainRule
  /// Neurons that the rule needs at least.
  var leastNeurons = 1
  /// Inputs below which neurons tie exactly, so that the rounding of a sum decides.
  var leastInputs = 1

  var testDescription: String { LearningRules.expression(of: rule) }

  static let canonical: [RuleCase] =
    [
      RuleCase(rule: Hebb()) { _ in PlainRules.hebb },
      RuleCase(rule: Instar()) { _ in PlainRules.instar },
      RuleCase(rule: Competitive()) { _ in PlainRules.instar },
      RuleCase(rule: Foldiak()) { _ in PlainRules.instar },
      RuleCase(rule: Oja()) { _ in PlainRules.oja },
      RuleCase(rule: AntiHebb()) { _ in PlainRules.antiHebb },
      RuleCase(rule: Outstar()) { _ in PlainRules.outstar },
      RuleCase(rule: Sanger()) { _ in PlainRules.sanger },
      RuleCase(rule: Subspace()) { _ in PlainRules.subspace },
      RuleCase(rule: BCM()) { _ in PlainRules.bcm(rate: 0.1, decay: 0, threshold: nil) },
      RuleCase(rule: BCM(rate: 0.7, decay: 0.3)) { _ in PlainRules.bcm(rate: 0.7, decay: 0.3, threshold: nil) },
      RuleCase(rule: Covariance()) { _ in PlainRules.covariance(rate: nil) },
      RuleCase(rule: Covariance(means: .running, rate: 0.3)) { _ in PlainRules.covariance(rate: 0.3) },
      RuleCase(rule: SoftHebb(inverseTemperature: 1.7)) { _ in PlainRules.softHebb(1.7) },
      RuleCase(rule: SoftHebb(inverseTemperature: 0)) { _ in PlainRules.softHebb(0) },
      RuleCase(rule: Trace(rate: 0.4)) { _ in PlainRules.trace(0.4) },
      RuleCase(rule: PredictiveSanger()) { _ in PlainRules.predictiveSanger },
    ] + krotovHopfield + feedbackAlignment

  /// The rules outside the canonical form.
  static let others: [RuleCase] = {
    let formulas: [(String, @Sendable (Double, Double, Double) -> Double)] = [
      ("x*y - y^2*w", { x, y, w in x * y - y * y * w }),
      ("0.3 - 0.2 w^2 x^2 y + x^2 y^2 - 0.1 w", { x, y, w in 0.3 - 0.2 * w * w * x * x * y + x * x * y * y - 0.1 * w }),
    ]
    let polynomials = formulas.compactMap { formula, change in
      try? RuleCase(rule: PolynomialRule(formula: formula), plain: { _ in PlainRules.local(change) })
    }
    return polynomials + [
      RuleCase(rule: ABCD(a: 0.7, b: -0.2, c: 0.3, d: 0.05)) { _ in
        PlainRules.local { x, y, _ in 0.7 * x * y - 0.2 * x + 0.3 * y + 0.05 }
      },
      RuleCase(rule: HebbNet(sparsity: 0.2)) { _ in PlainRules.hebbNet(sparsity: 0.2, sign: 1) },
      RuleCase(rule: HebbNet(sparsity: 0, sign: .minus)) { _ in PlainRules.hebbNet(sparsity: 0, sign: -1) },
      RuleCase(rule: HebbNet(sparsity: 1)) { _ in PlainRules.hebbNet(sparsity: 1, sign: 1) },
      RuleCase(rule: Surrogate.hebb) { _ in PlainRules.hebb },
      RuleCase(rule: Surrogate.instar) { _ in PlainRules.instar },
      RuleCase(rule: Surrogate.oja) { _ in PlainRules.oja },
    ]
  }()

  static let all = canonical + others

  private static let krotovHopfield = [(2.0, 2, 0.4), (3, 3, 0.1), (1, 2, 0), (4, 2, 0), (7, 2, 0.4), (4.5, 2, 1)].map {
    p, k, delta in
    RuleCase(
      rule: KrotovHopfield(p: p, k: k, delta: delta),
      plain: { _ in PlainRules.krotovHopfield(p: p, k: k, delta: delta) }, leastNeurons: k,
      // For p = 1 only the weights' signs count: so many that no two neurons have the same.
      leastInputs: p == 1 ? 40 : 1)
  }

  private static let feedbackAlignment = FeedbackAlignment.Derivative.allCases.map { derivative in
    RuleCase(rule: FeedbackAlignment(derivative: derivative)) { shape in
      var random = RandomStream(seed: 5, "layers.1.feedback")
      let feedback = (0..<shape.neurons).map { _ in
        (0..<shape.outputs).map { _ in Double(random.normal()) / Double(shape.outputs).squareRoot() }
      }
      return PlainRules.feedbackAlignment(feedback) { u in
        switch derivative {
        case .linear: 1
        case .rectified: u > 0 ? 1 : 0
        case .tanh: 1 - tanh(u) * tanh(u)
        case .sigmoid: 1 / (1 + exp(-u)) * (1 - 1 / (1 + exp(-u)))
        }
      }
    }
  }

  /// Every rule of the canonical form, rewarded at once and with an eligibility trace.
  static func rewarded() throws -> [RuleCase] {
    try canonical.flatMap { wrapped in
      try [0, 0.6, 1].map { decay in
        RuleCase(
          rule: try RewardModulated(wrapped.rule, decay: decay),
          plain: { PlainRules.rewardModulated(wrapped.plain($0), decay: decay) }, leastNeurons: wrapped.leastNeurons,
          leastInputs: wrapped.leastInputs)
      }
    }
  }
}
