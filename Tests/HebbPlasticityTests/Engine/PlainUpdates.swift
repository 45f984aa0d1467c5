import HebbTensor

@testable import HebbPlasticity

/// Updates by plain loops over samples, neurons and inputs in double precision, written from the formulas.
enum PlainUpdates {
  /// ΔW = AᵀX − M W, as `CanonicalUpdate` documents it.
  static func canonical(_ update: CanonicalUpdate, x: Tensor, w: Tensor) -> [Double] {
    let (samples, neurons, inputs) = (x.shape[0], w.shape[0], w.shape[1])
    let (a, x, w) = (doubles(update.post.dense), doubles(x), doubles(w))
    let mean = update.presynapticMean.map(doubles) ?? [Double](repeating: 0, count: inputs)
    var delta = [Double](repeating: 0, count: neurons * inputs)
    for n in 0..<samples {
      for i in 0..<neurons {
        for j in 0..<inputs { delta[i * inputs + j] += a[n * neurons + i] * (x[n * inputs + j] - mean[j]) }
      }
    }
    let m = decay(update, a, x, samples, neurons, inputs)
    for i in 0..<neurons {
      for j in 0..<inputs {
        for k in m.isPerInput ? [i] : Array(0..<neurons) {
          let factor = m.isPerInput ? m.values[j] : m.values[i * neurons + k]
          if factor != 0 { delta[i * inputs + j] -= factor * w[k * inputs + j] }
        }
      }
    }
    return delta
  }

  /// M `[neurons, neurons]`, or one factor per input.
  private static func decay(
    _ update: CanonicalUpdate, _ a: [Double], _ x: [Double], _ samples: Int, _ neurons: Int, _ inputs: Int
  ) -> (values: [Double], isPerInput: Bool) {
    var m = [Double](repeating: 0, count: neurons * neurons)
    switch update.decay {
    case .none: break
    case .uniform(let d): for i in 0..<neurons { m[i * neurons + i] = Double(d) }
    case .perNeuron(let rows):
      let d = doubles(rows.dense)
      for n in 0..<samples { for i in 0..<neurons { m[i * neurons + i] += d[n * neurons + i] } }
    case .diagonal(let y):
      let y = doubles(y)
      for n in 0..<samples { for i in 0..<neurons { m[i * neurons + i] += a[n * neurons + i] * y[n * neurons + i] } }
    case .reconstruction(let y, let extent):
      let y = doubles(y)
      for n in 0..<samples {
        for i in 0..<neurons {
          for k in 0..<(extent == .all ? neurons : i + 1) {
            m[i * neurons + k] += a[n * neurons + i] * y[n * neurons + k]
          }
        }
      }
    case .perInput(let factors):
      var d = [Double](repeating: 0, count: inputs)
      for n in 0..<samples { for j in 0..<inputs { d[j] += Double(factors[n]) * x[n * inputs + j] } }
      return (d, true)
    }
    return (m, false)
  }

  /// Δw = Σ c(a,b,c) xᵃ yᵇ wᶜ
  static func polynomial(_ c: [[[Double]]], x: Tensor, y: Tensor, w: Tensor) -> [Double] {
    let (samples, neurons, inputs) = (x.shape[0], w.shape[0], w.shape[1])
    let (x, y, w) = (doubles(x), doubles(y), doubles(w))
    var delta = [Double](repeating: 0, count: neurons * inputs)
    for n in 0..<samples {
      for i in 0..<neurons {
        for j in 0..<inputs {
          let powers = [x[n * inputs + j], y[n * neurons + i], w[i * inputs + j]].map { [1, $0, $0 * $0] }
          for a in 0...2 {
            for b in 0...2 {
              for e in 0...2 {
                delta[i * inputs + j] += c[a][b][e] * powers[0][a] * powers[1][b] * powers[2][e]
              }
            }
          }
        }
      }
    }
    return delta
  }

  private static func doubles(_ tensor: Tensor) -> [Double] { tensor.elements.map(Double.init) }
}
