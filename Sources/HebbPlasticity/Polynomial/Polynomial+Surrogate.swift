import HebbTensor

/// Polynomial rules as surrogate losses.
///
/// A rule whose terms all have a factor y is the negative gradient of L = −½ Σ y², in which y has the value ŷ of the real
/// output and the graph
///
///     y = Σ c(a,b,c) ŷᵇ⁻¹ Σⱼ xⱼᵃ wⱼᶜ⁺¹ / (c + 1)        so that  −∂L/∂w = ŷ ∂y/∂w = Σ c(a,b,c) xᵃ ŷᵇ wᶜ
///
/// Hebb's rule, the instar and Oja's are the three of the paper.
///
/// > Reference: T. Miconi, "Hebbian learning with gradients" (2021), appendix A, equations 2 and 3.
extension Polynomial {
  /// The terms that a surrogate loss can have: those with y.
  public static let surrogateTerms = Term.all.filter { $0.y > 0 }

  /// The rule as a loss; nil if a term has no factor y.
  public var surrogate: Surrogate? {
    guard terms.allSatisfy({ $0.y > 0 }) else { return nil }
    let rule = self
    return Surrogate(name: formula) { x, w, y in
      let graph = rule.terms.reduce(Variable.constant(Tensor(shape: y.value.shape))) { sum, term in
        let share = Float(rule[term]) / Float(term.w + 1)
        let powers = w.raised(to: Float(term.w + 1))
        let drive = term.x == 0 ? powers.sum(along: 1) : x.raised(to: Float(term.x)).matmul(powers, transposingB: true)
        return sum + share * (term.y == 2 ? y * drive : drive)
      }
      return -0.5 * graph.replacingValue(with: y.value).sumOfSquares()
    }
  }

  /// The graph of y in the loss L = −½ Σ y², "w·x − 0.5 ŷ ‖w‖²"; nil if a term has no factor y.
  public var surrogateFormula: String? {
    guard terms.allSatisfy({ $0.y > 0 }) else { return nil }
    let parts = terms.map { term -> (sign: String, text: String) in
      let share = self[term] / Double(term.w + 1)
      let size = abs(share) == 1 ? "" : "\(Float(abs(share))) "
      return (share < 0 ? "−" : "+", size + (term.y == 2 ? "ŷ " : "") + Self.drive(term))
    }
    guard let first = parts.first else { return "0" }
    return (first.sign == "−" ? "−" : "") + first.text + parts.dropFirst().map { " \($0.sign) \($0.text)" }.joined()
  }

  /// Σⱼ xⱼᵃ wⱼᶜ⁺¹ as people write it.
  private static func drive(_ term: Term) -> String {
    switch (term.x, term.w) {
    case (1, 0): "w·x"
    case (0, 0): "Σ w"
    case (0, 1): "‖w‖²"
    default:
      "Σ "
        + [(term.x, "x"), (term.w + 1, "w")].filter { $0.0 > 0 }.map { $0.0 == 1 ? $0.1 : "\($0.1)^\($0.0)" }
        .joined(separator: " ")
    }
  }
}
