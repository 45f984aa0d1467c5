/// The rules that know what came before, as plain loops over lanes and steps.
extension PlainRules {
  static func trace(_ delta: Double) -> PlainRule {
    var traces: Matrix?
    return { b in
      guard !b.samples.isEmpty else { return [] }
      var trace = traces ?? Matrix(repeating: b.neurons.map { _ in 0 }, count: b.lanes)
      defer { traces = trace }
      return b.samples.map { n in
        let lane = n % b.lanes
        for i in b.neurons { trace[lane][i] = (1 - delta) * trace[lane][i] + delta * b.y[n][i] }
        return b.weights { i, j in trace[lane][i] * (b.x[n][j] - b.w[i][j]) }
      }
    }
  }

  static var predictiveSanger: PlainRule {
    var last: Matrix?
    return { b in
      guard !b.samples.isEmpty else { return [] }
      var previous = last ?? Matrix(repeating: b.neurons.map { _ in 0 }, count: b.lanes)
      defer { last = previous }
      return b.samples.map { n in
        let y = previous[n % b.lanes]
        previous[n % b.lanes] = b.y[n]
        return b.weights { i, j in y[i] * (b.x[n][j] - (0...i).map { y[$0] * b.w[$0][j] }.sum) }
      }
    }
  }

  /// Δw = Σ r(t) e(t), e(t) = λ e(t−1) + what the wrapped rule does at step t, in every lane.
  static func rewardModulated(_ wrapped: @escaping PlainRule, decay: Double) -> PlainRule {
    var traces: [Matrix]?
    return { b in
      let contributions = wrapped(b)
      guard !b.samples.isEmpty else { return [] }
      var eligible = traces ?? [Matrix](repeating: b.weights { _, _ in 0 }, count: b.lanes)
      defer { traces = eligible }
      return b.samples.map { n in
        let lane = n % b.lanes
        let (old, new) = (eligible[lane], contributions[n])
        eligible[lane] = b.weights { i, j in decay * old[i][j] + new[i][j] }
        return b.weights { [eligible] i, j in b.reward[n] * eligible[lane][i][j] }
      }
    }
  }
}
