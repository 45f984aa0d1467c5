public import HebbPlasticity

/// How far a search for rules has come: all that it needs to go on.
public struct DiscoveryState: Sendable, Equatable, Codable {
  /// A generation as it is remembered.
  public struct Generation: Sendable, Equatable, Codable {
    /// 0 for the search over all terms, then one for each adjustment of the terms that are left.
    public let stage: Int
    /// Net of the cost of terms; nil if it was not a finite number.
    public let bestFitness: Double?
    public let meanFitness: Double?
  }

  public internal(set) var stage = 0
  /// The terms that are still in the search.
  public internal(set) var terms: [Polynomial.Term]
  /// The distribution over the coefficients of these terms.
  var strategy: CMAES
  /// Every generation so far, of all stages.
  public internal(set) var history: [Generation] = []
  /// The rule that was found, once the search is finished.
  public internal(set) var outcome: Polynomial?

  init(terms: [Polynomial.Term], strategy: CMAES) { (self.terms, self.strategy) = (terms, strategy) }

  public var isFinished: Bool { outcome != nil }

  /// The rule that was found, or as yet the one at the centre of the distribution: under noise a better estimate than
  /// the best member of a generation, which was lucky, too.
  public var rule: Polynomial { outcome ?? Polynomial(terms, strategy.mean) }

  /// The largest terms of the rule, roughly: what a progress bar has room for.
  public var headline: String {
    rule.leadingTerms(3).formula(digits: 2) + (rule.terms.count > 3 ? " …" : "")
  }

  /// Whether the parts fit together, as they may not if a file was changed.
  var isValid: Bool {
    strategy.isValid && strategy.mean.count == terms.count && Set(terms).count == terms.count
      && stage >= 0
  }
}

extension Polynomial {
  /// The rule with these coefficients, and no other terms.
  init(_ terms: [Term], _ coefficients: [Double]) {
    self.init()
    for (term, coefficient) in zip(terms, coefficients) { self[term] = coefficient }
  }

  /// How many terms there are, counting by weight: (Σ|c|)² / Σc², which is k for k equal coefficients and does not
  /// depend on the scale; 0 for no terms at all.
  var effectiveTerms: Double {
    let sum = coefficients.reduce(0) { $0 + abs($1) }
    let squares = coefficients.reduce(0) { $0 + $1 * $1 }
    return squares > 0 ? sum * sum / squares : 0
  }

  /// The largest magnitude among the coefficients.
  var scale: Double { coefficients.reduce(0) { max($0, abs($1)) } }
}
