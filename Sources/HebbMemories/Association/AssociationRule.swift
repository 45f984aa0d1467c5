import HebbSupport

/// How the connections of one neuron learn from inputs x and an output y that is given, both from 0 to 1.
public enum AssociationRule: String, Sendable, CaseIterable, Encodable {
  /// Δwᵢ = η xᵢ y (1 − wᵢ) − λ |xᵢ − y| wᵢ: active together, the connection is strengthened, towards 1; when one is active
  /// without the other, it is weakened. Each connection knows nothing of the others.
  ///
  /// > Reference: D. O. Hebb, "The Organization of Behavior" (1949); the weakening: G. S. Stent, PNAS 70 (1973), 997–1001;
  /// > the bound: W. Gerstner and W. M. Kistler, Biol. Cybern. 87 (2002), 404–415, eq. 14 and 15.
  case hebb
  /// Δwᵢ = η y (xᵢ − y wᵢ): weakened while the output is active and the input is not. Nothing is forgotten while the output
  /// is silent, so that there is no extinction.
  ///
  /// > Reference: E. Oja, J. Math. Biol. 15 (1982), eq. 3.
  case oja
  /// Δwᵢ = η xᵢ (y − wᵢ): while its input is active, the connection follows the output.
  ///
  /// > Reference: S. Grossberg, J. Stat. Phys. 1 (1969), 319–350.
  case outstar
  /// Δwᵢ = η xᵢ (y − Σⱼ wⱼ xⱼ): all active inputs together learn what they do not predict. With binary inputs it is the delta
  /// rule of Widrow and Hoff.
  ///
  /// > Reference: R. A. Rescorla and A. R. Wagner, "A theory of Pavlovian conditioning", in Classical Conditioning II
  /// > (1972), 64–99.
  case rescorlaWagner = "rescorla-wagner"

  /// The equation in a line.
  public var formula: String {
    switch self {
    case .hebb: "Δwᵢ = η xᵢ y (1 − wᵢ) − λ |xᵢ − y| wᵢ"
    case .oja: "Δwᵢ = η y (xᵢ − y wᵢ)"
    case .outstar: "Δwᵢ = η xᵢ (y − wᵢ)"
    case .rescorlaWagner: "Δwᵢ = η xᵢ (y − Σⱼ wⱼ xⱼ)"
    }
  }

  /// The rule of that name; “delta” is another for Rescorla and Wagner's.
  ///
  /// - Throws: `Problem` with the nearest name, if there is none.
  public static func named(_ name: String) throws -> AssociationRule {
    if let rule = AssociationRule(rawValue: name) { return rule }
    if name == "delta" { return .rescorlaWagner }
    let names = allCases.map(\.rawValue)
    let nearest = NearestName.of(name, among: names).map { "Did you mean “\($0)”? " } ?? ""
    throw Problem(
      "there is no association rule named “\(name)”", at: "--rule",
      advice: nearest + "Known are \(names.joined(separator: ", ")).")
  }
}
