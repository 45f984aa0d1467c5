import HebbTensor

/// What of a polynomial update can be computed from the activity alone, arranged for blocks of neurons.
struct PolynomialPlan {
  /// The terms with one power of w.
  struct Part {
    let weightPower: Int
    /// Σ over samples and a of c(a,0,c) xᵃ for a ≥ 1, plus that of the constant: `[inputs]`, the same for all neurons.
    var ofInputs: [Float]?
    /// Σ over samples and b of c(0,b,c) yᵇ for b ≥ 1: `[neurons]`, the same for all inputs.
    var ofNeurons: [Float]?
    /// Σ over b ≥ 1 of c(a,b,c) yᵇ, transposed, `[neurons, samples]`, to be multiplied by xᵃ.
    var products: [(inputPower: Int, factor: AlignedBuffer)] = []
  }

  let samples: Int
  let inputs: Int
  let neurons: Int
  let parts: [Part]
  /// x, and x² if a product needs it, by the power.
  let powers: [Int: Tensor]

  init(_ rule: Polynomial, x: Tensor, y: Tensor) {
    (samples, inputs, neurons) = (x.shape[0], x.shape[1], y.shape[1])
    parts = Self.parts(rule, x, y)
    let isSquareNeeded = parts.contains { $0.products.contains { $0.inputPower == 2 } }
    powers = isSquareNeeded ? [1: x, 2: Self.squared(x)] : [1: x]
  }

  private static func squared(_ tensor: Tensor) -> Tensor {
    var squared = tensor
    squared.withUnsafeMutableBufferPointer { elements in
      for index in elements.indices { elements[index] *= elements[index] }
    }
    return squared
  }

  private static func parts(_ rule: Polynomial, _ x: Tensor, _ y: Tensor) -> [Part] {
    let terms = rule.terms
    let inputSums = columnSums(x, powers: terms.filter { $0.y == 0 }.map(\.x))
    let neuronSums = columnSums(y, powers: terms.filter { $0.x == 0 }.map(\.y))
    return Set(terms.map(\.w)).sorted().map { weightPower in
      let here = terms.filter { $0.w == weightPower }
      func total(_ terms: [Polynomial.Term], _ sums: [[Double]], _ power: KeyPath<Polynomial.Term, Int>) -> [Float]? {
        guard let first = terms.first else { return nil }
        return sums[first[keyPath: power]].indices.map { column in
          Float(terms.reduce(0) { $0 + rule[$1] * sums[$1[keyPath: power]][column] })
        }
      }
      var part = Part(
        weightPower: weightPower, ofInputs: total(here.filter { $0.y == 0 }, inputSums, \.x),
        ofNeurons: total(here.filter { $0.x == 0 && $0.y > 0 }, neuronSums, \.y))
      for inputPower in 1...Polynomial.Term.highestExponent {
        let factor = (1...Polynomial.Term.highestExponent).map { Float(rule[x: inputPower, y: $0, w: weightPower]) }
        if factor.contains(where: { $0 != 0 }) {
          part.products.append((inputPower, transposedFactor(y, linear: factor[0], quadratic: factor[1])))
        }
      }
      return part
    }
  }

  /// Σ over rows of each column to some powers (0, 1, 2), in double precision; empty for powers not asked for.
  private static func columnSums(_ matrix: Tensor, powers: [Int]) -> [[Double]] {
    let (rows, columns) = (matrix.shape[0], matrix.shape[1])
    return (0...Polynomial.Term.highestExponent).map { power in
      guard powers.contains(power) else { return [] }
      guard power > 0 else { return [Double](repeating: Double(rows), count: columns) }
      var sums = [Double](repeating: 0, count: columns)
      matrix.withUnsafeBufferPointer { elements in
        sums.withUnsafeMutableBufferPointer { sums in
          for row in 0..<rows {
            let values = elements.baseAddress! + row * columns
            if power == 1 {
              for column in 0..<columns { sums[column] += Double(values[column]) }
            } else {
              for column in 0..<columns { sums[column] += Double(values[column]) * Double(values[column]) }
            }
          }
        }
      }
      return sums
    }
  }

  /// (linear · y + quadratic · y²)ᵀ `[neurons, samples]`, so that the rows of a block of neurons lie together.
  private static func transposedFactor(_ y: Tensor, linear: Float, quadratic: Float) -> AlignedBuffer {
    let (samples, neurons) = (y.shape[0], y.shape[1])
    let factor = AlignedBuffer(count: samples * neurons)
    let target = factor.elements.baseAddress!
    y.withUnsafeBufferPointer { y in
      for sample in 0..<samples {
        for neuron in 0..<neurons {
          let value = y[sample * neurons + neuron]
          target[neuron * samples + sample] = value * (linear + quadratic * value)
        }
      }
    }
    return factor
  }
}
