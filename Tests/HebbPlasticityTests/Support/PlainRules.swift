import HebbTensor

/// `[rows][columns]` in double precision.
typealias Matrix = [[Double]]

/// A batch as the plain rules see it: rows of numbers, one per sample.
struct PlainBatch {
  var x: Matrix
  var w: Matrix
  var u: Matrix
  var y: Matrix
  var lanes: Int
  var reward: [Double] = []
  var outputError: Matrix = []

  var samples: Range<Int> { x.indices }
  var neurons: Range<Int> { w.indices }
  var inputs: Range<Int> { 0..<(w.first?.count ?? 0) }

  /// One matrix in the shape of the weights.
  func weights(_ value: (_ neuron: Int, _ input: Int) -> Double) -> Matrix {
    neurons.map { i in inputs.map { j in value(i, j) } }
  }
}

/// A rule written down from its formula, sample by sample: what each sample of a batch adds to ΔW. What the rule remembers
/// from batch to batch is captured by the closure.
typealias PlainRule = (PlainBatch) -> [Matrix]

/// Every rule as a plain loop, independent of the canonical form.
enum PlainRules {
  /// A rule whose Δw depends on x, y and w of its synapse alone.
  static func local(_ change: @escaping (_ x: Double, _ y: Double, _ w: Double) -> Double) -> PlainRule {
    { b in b.samples.map { n in b.weights { i, j in change(b.x[n][j], b.y[n][i], b.w[i][j]) } } }
  }

  static var hebb: PlainRule { local { x, y, _ in y * x } }
  static var instar: PlainRule { local { x, y, w in y * (x - w) } }
  static var oja: PlainRule { local { x, y, w in y * (x - y * w) } }
  static var outstar: PlainRule { local { x, y, w in x * (y - w) } }
  static var antiHebb: PlainRule { local { x, y, _ in -y * x } }

  static var sanger: PlainRule {
    { b in
      b.samples.map { n in
        b.weights { i, j in b.y[n][i] * (b.x[n][j] - (0...i).map { b.y[n][$0] * b.w[$0][j] }.sum) }
      }
    }
  }

  static var subspace: PlainRule {
    { b in
      b.samples.map { n in
        b.weights { i, j in b.y[n][i] * (b.x[n][j] - b.neurons.map { b.y[n][$0] * b.w[$0][j] }.sum) }
      }
    }
  }

  static func bcm(rate: Double, decay: Double, threshold: [Double]?) -> PlainRule {
    var threshold = threshold
    return { b in
      guard !b.samples.isEmpty else { return [] }
      let squares = b.neurons.map { i in b.samples.map { b.y[$0][i] * b.y[$0][i] }.sum / Double(b.samples.count) }
      let theta = threshold ?? squares
      threshold = b.neurons.map { theta[$0] + rate * (squares[$0] - theta[$0]) }
      return b.samples.map { n in
        b.weights { i, j in b.y[n][i] * (b.y[n][i] - theta[i]) * b.x[n][j] - decay * b.w[i][j] }
      }
    }
  }

  /// - Parameter rate: nil for the means of each batch.
  static func covariance(rate: Double?) -> PlainRule {
    var (runningX, runningY): ([Double]?, [Double]?)
    func means(_ rows: Matrix, _ running: inout [Double]?) -> [Double] {
      let ofBatch = rows[0].indices.map { column in rows.map { $0[column] }.sum / Double(rows.count) }
      guard let rate else { return ofBatch }
      let now = running ?? ofBatch
      running = now.indices.map { now[$0] + rate * (ofBatch[$0] - now[$0]) }
      return now
    }
    return { b in
      guard !b.samples.isEmpty else { return [] }
      let (meanX, meanY) = (means(b.x, &runningX), means(b.y, &runningY))
      return b.samples.map { n in b.weights { i, j in (b.y[n][i] - meanY[i]) * (b.x[n][j] - meanX[j]) } }
    }
  }

  static func softHebb(_ beta: Double) -> PlainRule {
    { b in
      b.samples.map { n in
        let winner = b.u[n].firstIndex(of: b.u[n].max()!)!
        let exponentials = b.u[n].map { exponential(beta * ($0 - b.u[n][winner])) }
        let s = b.neurons.map { exponentials[$0] / exponentials.sum * ($0 == winner ? 1 : -1) }
        return b.weights { i, j in s[i] * (b.x[n][j] - b.u[n][i] * b.w[i][j]) }
      }
    }
  }

  static func krotovHopfield(p: Double, k: Int, delta: Double) -> PlainRule {
    { b in
      b.samples.map { n in
        let q = b.neurons.map { i in
          b.inputs.map { j in signedPower(b.w[i][j], p - 1) * b.x[n][j] }.sum
        }
        let ranked = b.neurons.sorted { (q[$0], $1) > (q[$1], $0) }
        return b.weights { i, j in
          (i == ranked[0] ? 1 : i == ranked[k - 1] ? -delta : 0) * (b.x[n][j] - q[i] * b.w[i][j])
        }
      }
    }
  }

  static func feedbackAlignment(_ feedback: Matrix, derivative: @escaping (Double) -> Double) -> PlainRule {
    { b in
      b.samples.map { n in
        b.weights { i, j in
          let error = b.outputError[n].indices.map { feedback[i][$0] * b.outputError[n][$0] }.sum
          return error * derivative(b.u[n][i]) * b.x[n][j]
        }
      }
    }
  }
}

extension Sequence<Double> {
  var sum: Double { reduce(0, +) }
}

/// Adds matrices of one shape; of none at all, `shape` says how large the zero is.
func sum(_ matrices: [Matrix], like shape: Matrix) -> Matrix {
  matrices.reduce(shape.map { $0.map { _ in 0 } }) { total, one in
    zip(total, one).map { zip($0, $1).map { $0 + $1 } }
  }
}
