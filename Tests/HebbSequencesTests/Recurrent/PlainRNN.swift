import Foundation
import HebbPlasticity
import HebbTensor

@testable import HebbSequences

/// The network as plain loops in double precision, for the rules that run fused.
struct PlainRNN {
  let description: HebbianRNNDescription
  let rule: FusedRule
  var hidden: [[[Double]]]
  var state: [[Double]]
  var output: [[Double]]
  let feedback: [[[Double]]]
  var bits = 0.0

  init(_ network: HebbianRNN) {
    description = network.description
    rule = FusedRule(network.description.plasticity.rule)!
    hidden = (0..<description.layers).map { Self.rows(network.weights(ofLayer: $0)) }
    (state, output) = (Self.rows(network.stateWeights), Self.rows(network.outputWeights))
    let initial = InitialWeights(description, seed: network.seed)
    feedback = (0...description.layers).map { Self.rows(initial.feedback($0)) }
  }

  static func rows(_ tensor: Tensor) -> [[Double]] {
    let columns = tensor.shape[1]
    return (0..<tensor.shape[0]).map { tensor.elements[$0 * columns..<($0 + 1) * columns].map(Double.init) }
  }

  private func f(_ u: Double) -> Double {
    switch description.nonlinearity {
    case .sigmoid: 1 / (1 + exp(-u))
    case .tanh: tanh(u)
    case .rectified: max(0, u)
    case .linear: u
    }
  }

  private func slope(_ y: Double) -> Double {
    switch description.nonlinearity {
    case .sigmoid: y * (1 - y)
    case .tanh: 1 - y * y
    case .rectified: y > 0 ? 1 : 0
    case .linear: 1
    }
  }

  private func multiply(_ w: [[Double]], _ x: [Double]) -> [Double] {
    w.map { zip($0, x).reduce(0) { $0 + $1.0 * $1.1 } }
  }

  /// One lane's share of Δw, before the learning rate.
  private func change(_ w: [[Double]], _ y: [Double], _ x: [Double]) -> [[Double]] {
    w.indices.map { i in
      let decay =
        switch rule {
        case .oja: y[i] * y[i]
        case .instar: y[i]
        case .hebb, .antiHebb: 0.0
        }
      return x.indices.map { (rule == .antiHebb ? -1 : 1) * y[i] * x[$0] - decay * w[i][$0] }
    }
  }

  private func add(_ changes: [[[Double]]], to w: inout [[Double]], rate: Double, isUnitNorm: Bool) {
    for i in w.indices {
      for j in w[i].indices { w[i][j] += rate * changes.reduce(0) { $0 + $1[i][j] } / Double(changes.count) }
      guard isUnitNorm else { continue }
      let length = w[i].reduce(0) { $0 + $1 * $1 }.squareRoot()
      for j in w[i].indices { w[i][j] /= 1e-10 + length }
    }
  }

  mutating func learn(_ batch: SequenceBatch) {
    let (d, lanes) = (description, batch.lanes)
    let isUnitNorm = !d.plasticity.constraints.isEmpty
    var h = [[Double]](repeating: [Double](repeating: 0, count: d.state), count: lanes)
    var traces = (0..<d.layers).map { _ in h.map { _ in [Double](repeating: 0, count: d.width) } }
    var stateTrace = h.map { _ in [Double](repeating: 0, count: d.width) }
    for t in 0..<batch.length {
      var changes = [[[[Double]]]](repeating: [], count: d.layers)
      var (stateChanges, outputChanges): ([[[Double]]], [[[Double]]]) = ([], [])
      var tops: [[Double]] = []
      for lane in 0..<lanes {
        var x = [Double](repeating: 0, count: d.external)
        for back in 0..<d.lastSymbols where t - back >= 0 {
          x[back * d.symbols + Int(batch.inputs[(t - back) * lanes + lane])] = 1
        }
        for i in 0..<d.positions {
          let angle = Double(t) / pow(10_000, Double(i / 2 * 2) / Double(d.positions))
          x[d.symbols * d.lastSymbols + i] = i.isMultiple(of: 2) ? sin(angle) : cos(angle)
        }
        var a = [x + h[lane]]
        for w in hidden { a.append(multiply(w, a[a.count - 1]).map(f)) }
        let top = d.residual && d.layers > 0 ? zip(a[d.layers], a[0]).map { $0 + $1 } : a[d.layers]
        tops.append(top)
        let scores = multiply(output, top)
        let sum = scores.reduce(0) { $0 + exp($1) }
        let target = Int(batch.targets[t * lanes + lane])
        let counts = batch.counts?[t * lanes + lane] ?? true
        if counts { bits += log2(sum / exp(scores[target])) }
        let e = scores.indices.map { counts ? ($0 == target ? 1 : 0) - exp(scores[$0]) / sum : 0 }
        outputChanges.append(e.map { e in top.map { e * $0 } })
        for l in hidden.indices {
          traces[l][lane] = zip(traces[l][lane], a[l]).map { d.eligibility.hidden * $0 + $1 }
          let y =
            d.teaching == .feedback ? zip(multiply(feedback[l], e), a[l + 1]).map { $0 * slope($1) } : a[l + 1]
          changes[l].append(change(hidden[l], y, traces[l][lane]))
        }
        if d.teaching == .feedback {
          let y = zip(multiply(feedback[d.layers], e), h[lane]).map { $0 * (1 - $1 * $1) }
          stateChanges.append(change(state, y, stateTrace[lane]))
          stateTrace[lane] = zip(stateTrace[lane], top).map { d.eligibility.state * $0 + $1 }
        }
      }
      let rate = d.plasticity.learningRate
      add(outputChanges, to: &output, rate: d.outputRate, isUnitNorm: false)
      for l in hidden.indices { add(changes[l], to: &hidden[l], rate: rate, isUnitNorm: isUnitNorm) }
      if d.teaching == .feedback, t > 0 {
        add(stateChanges, to: &state, rate: rate * d.stateRate, isUnitNorm: isUnitNorm)
      }
      for lane in 0..<lanes { h[lane] = multiply(state, tops[lane]).map(tanh) }
      if d.teaching == .none {
        let changes = (0..<lanes).map { change(state, h[$0], tops[$0]) }
        add(changes, to: &state, rate: rate * d.stateRate, isUnitNorm: isUnitNorm)
      }
    }
  }
}
