import HebbPlasticity

/// A population that learns sample by sample in double precision.
struct PlainPopulation {
  var w: Matrix
  let mask: Matrix?
  let rule: PlainRule
  let learningRate: Double
  let scale: UpdateScale
  /// Nil for linear activity.
  let winners: Int?

  init(_ w: Matrix, mask: Matrix?, rule: @escaping PlainRule, learningRate: Double, scale: UpdateScale, winners: Int?) {
    (self.w, self.mask, self.rule) = (w, mask, rule)
    (self.learningRate, self.scale, self.winners) = (learningRate, scale, winners)
    if let mask { self.w = product(w, mask) }
  }

  mutating func learn(from x: Matrix, lanes: Int, reward: [Double], outputError: Matrix) {
    let u = x.map { row in w.map { weights in zip(row, weights).map { $0 * $1 }.sum } }
    let batch = PlainBatch(
      x: x, w: w, u: u, y: u.map(competed), lanes: lanes, reward: reward, outputError: outputError)
    var delta = sum(rule(batch), like: w)
    if let mask { delta = product(delta, mask) }
    let factor =
      switch scale {
      case .sum: 1.0
      case .mean: 1 / Double(max(x.count, 1))
      case .largest: 1 / (1e-30 + (delta.flatMap(\.self).map(abs).max() ?? 0))
      }
    w = zip(w, delta).map { zip($0, $1).map { $0 + learningRate * factor * $1 } }
  }

  private func competed(_ u: [Double]) -> [Double] {
    guard let winners else { return u }
    let best = u.indices.sorted { (u[$0], $1) > (u[$1], $0) }.prefix(winners)
    return u.indices.map { best.contains($0) && u[$0] > 0 ? 1 : 0 }
  }
}

private func product(_ a: Matrix, _ b: Matrix) -> Matrix { zip(a, b).map { zip($0, $1).map { $0 * $1 } } }
