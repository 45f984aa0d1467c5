/// The rule that lets only the largest changes happen, as a plain loop over a sorted list.
extension PlainRules {
  static func hebbNet(sparsity: Double, sign: Double) -> PlainRule {
    var (total, samples): (Matrix?, Double) = (nil, 0)
    return { b in
      guard !b.samples.isEmpty else { return [] }
      let before = total ?? b.weights { _, _ in 0 }
      let correlation = b.weights { i, j in b.samples.map { b.y[$0][i] * b.x[$0][j] }.sum }
      let share = samples == 0 ? 0 : Double(b.samples.count) / samples
      total = b.weights { i, j in before[i][j] + correlation[i][j] }
      samples += Double(b.samples.count)
      let deviation = b.weights { i, j in correlation[i][j] - share * before[i][j] }
      let ranked = deviation.flatMap { $0.map(\.magnitude) }.sorted(by: >)
      let threshold = ranked[max(1, Int(sparsity * Double(ranked.count))) - 1]
      return [b.weights { i, j in deviation[i][j].magnitude >= threshold ? sign * deviation[i][j] : 0 }]
    }
  }
}
