/// Holm's correction: of several tests, the chance that any of those called significant is so by accident stays below
/// the level.
///
/// With p₁ ≤ … ≤ pₘ: p̃ₖ = max over j ≤ k of min(1, (m − j + 1) pⱼ).
///
/// > Reference: S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6
/// > (1979), https://www.jstor.org/stable/4615733.
enum HolmCorrection {
  /// The corrected p-values, in the order of the given ones.
  static func adjusted(_ pValues: [Double]) -> [Double] {
    var adjusted = pValues
    var largest = 0.0
    for (rank, index) in pValues.indices.sorted(by: { pValues[$0] < pValues[$1] }).enumerated() {
      largest = max(largest, min(1, Double(pValues.count - rank) * pValues[index]))
      adjusted[index] = largest
    }
    return adjusted
  }
}
