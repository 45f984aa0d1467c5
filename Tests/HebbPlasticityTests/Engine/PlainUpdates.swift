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
        for j in 0..<inputs {
          delta[i * inputs + j] += a[n * neurons + i] * (x[n * inputs + j] - mean[j])
          switch update.decay {
          case .none, .uniform: break
          case .perNeuron(let rows):
            delta[i * inputs + j] -= Double(rows.dense[n, i]) * w[i * inputs + j]
          case .perInput(let factors):
            delta[i * inputs + j] -= Double(factors[n]) * x[n * inputs + j] * w[i * inputs + j]
          case .reconstruction(let y, let extent):
            for k in 0..<(extent == .all ? neurons : i + 1) {
              delta[i * inputs + j] -= a[n * neurons + i] * Double(y[n, k]) * w[k * inputs + j]
            }
          }
        }
      }
    }
    if case .uniform(let d) = update.decay {
      for i in delta.indices { delta[i] -= Double(d) * w[i] }
    }
    return delta
  }

  /// Δw = Σ c(a,b,c) xᵃ yᵇ wᶜ
  static func polynomial(_ c: [[[Double]]], x: Tensor, y: Tensor, w: Tensor) -> [Double] {
    let (samples, neurons, inputs) = (x.shape[0], w.shape[0], w.shape[1])
    var delta = [Double](repeating: 0, count: neurons * inputs)
    for n in 0..<samples {
      for i in 0..<neurons {
        for j in 0..<inputs {
          let powers = [x[n, j], y[n, i], w[i, j]].map { [1, Double($0), Double($0) * Double($0)] }
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
