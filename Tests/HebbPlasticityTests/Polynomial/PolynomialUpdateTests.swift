import HebbPlasticity
import HebbTensor
import Testing

@Suite("Updates by polynomial rules")
struct PolynomialUpdateTests {
  /// Samples, inputs, neurons; neurons on both sides of a block of 256.
  static let shapes = [
    (1, 1, 1), (3, 5, 2), (7, 1, 9), (1, 40, 3), (20, 13, 17), (2, 3, 255), (2, 3, 256), (3, 2, 257), (1, 2, 600),
    (33, 64, 31),
  ]

  /// The definition: one sample, one neuron, one input after the other, in double precision.
  static func plain(_ rule: Polynomial, x: Tensor, y: Tensor, w: Tensor) -> [Double] {
    let (samples, inputs, neurons) = (x.shape[0], x.shape[1], y.shape[1])
    var change = [Double](repeating: 0, count: neurons * inputs)
    let terms = rule.terms.map { (rule[$0], $0) }
    func power(_ base: Float, _ exponent: Int) -> Double {
      exponent == 0 ? 1 : exponent == 1 ? Double(base) : Double(base) * Double(base)
    }
    let (x, y, w) = (x.elements, y.elements, w.elements)
    for sample in 0..<samples {
      for neuron in 0..<neurons {
        for input in 0..<inputs {
          let place = neuron * inputs + input
          for (coefficient, term) in terms {
            change[place] +=
              coefficient * power(x[sample * inputs + input], term.x) * power(y[sample * neurons + neuron], term.y)
              * power(w[place], term.w)
          }
        }
      }
    }
    return change
  }

  /// ‖a − b‖ / ‖b‖
  private func relativeError(_ a: Tensor, _ b: [Double]) -> Double {
    let difference = zip(a.elements, b).reduce(0) { $0 + (Double($1.0) - $1.1) * (Double($1.0) - $1.1) }
    let norm = b.reduce(0) { $0 + $1 * $1 }
    return norm == 0 ? difference.squareRoot() : (difference / norm).squareRoot()
  }

  private func activity(_ shape: (Int, Int, Int), _ random: inout RandomStream) -> (x: Tensor, y: Tensor, w: Tensor) {
    let (samples, inputs, neurons) = shape
    return (
      tensor([samples, inputs], &random), tensor([samples, neurons], &random), tensor([neurons, inputs], &random)
    )
  }

  private func tensor(_ shape: [Int], _ random: inout RandomStream) -> Tensor {
    Tensor(shape: shape, elements: (0..<shape.reduce(1, *)).map { _ in random.normal() })
  }

  @Test("Random rules of few and of many terms agree with a plain loop", arguments: shapes)
  func plainLoop(shape: (Int, Int, Int)) {
    var random = RandomStream(seed: 5, "update \(shape)")
    for density in [0.1, 0.3, 1] as [Float] {
      let rule = Polynomial(
        coefficients: (0..<27).map { _ in random.uniform() < density ? Double(random.normal()) : 0 })
      let (x, y, w) = activity(shape, &random)
      let change = rule.update(x: x, y: y, w: w)
      #expect(change.shape == w.shape)
      #expect(relativeError(change, Self.plain(rule, x: x, y: y, w: w)) < 1e-5, "\(rule)")
    }
  }

  @Test("Each term alone and each pair of terms agrees with a plain loop")
  func pairs() {
    var random = RandomStream(seed: 6, "pairs")
    let (x, y, w) = activity((6, 5, 4), &random)
    for first in Polynomial.Term.all {
      for second in Polynomial.Term.all {
        var rule = Polynomial()
        rule[first] = 1.5
        rule[second] = -0.7
        let error = relativeError(rule.update(x: x, y: y, w: w), Self.plain(rule, x: x, y: y, w: w))
        #expect(error < 1e-5, "\(rule): \(error)")
      }
    }
  }

  @Test("The bits do not depend on the number of threads", arguments: [(9, 300, 700), (100, 120, 30)])
  func threads(shape: (Int, Int, Int)) {
    var random = RandomStream(seed: 7, "threads")
    let rule = Polynomial(coefficients: (0..<27).map { _ in Double(random.normal()) })
    let (x, y, w) = activity(shape, &random)
    let alone = rule.update(x: x, y: y, w: w, parallel: Parallel(threads: 1))
    for threads in 2...4 {
      #expect(rule.update(x: x, y: y, w: w, parallel: Parallel(threads: threads)) == alone)
    }
  }

  @Test("Without samples, terms, inputs or neurons nothing changes")
  func empty() {
    let full = Polynomial(coefficients: Polynomial.Term.all.map { _ in 1 })
    func update(_ rule: Polynomial, _ samples: Int, _ inputs: Int, _ neurons: Int) -> Tensor {
      rule.update(
        x: Tensor(shape: [samples, inputs], filledWith: 1), y: Tensor(shape: [samples, neurons], filledWith: 1),
        w: Tensor(shape: [neurons, inputs], filledWith: 1))
    }
    #expect(update(full, 0, 3, 2) == Tensor(shape: [2, 3]))
    #expect(update(Polynomial(), 4, 3, 2) == Tensor(shape: [2, 3]))
    #expect(update(full, 4, 0, 2).shape == [2, 0])
    #expect(update(full, 4, 3, 0).shape == [0, 3])
    #expect(update(full, 4, 3, 2) == Tensor(shape: [2, 3], filledWith: 4 * 27))
  }

  @Test("Terms that a rule does not have are not computed: infinite weights do not spoil Hebb's rule")
  func absentTerms() throws {
    let w = Tensor(shape: [1, 2], filledWith: .infinity)
    let change = try Polynomial(parsing: "x*y").update(
      x: Tensor(shape: [1, 2], elements: [1, 2]), y: Tensor(shape: [1, 1], elements: [3]), w: w)
    #expect(change.elements == [3, 6])
  }

  @Test("Oja's rule leaves the unit eigenvectors of the data where they are")
  func fixedPoint() throws {
    // Four samples with covariance diag(4, 1): the axes are eigenvectors.
    let x = Tensor(shape: [4, 2], elements: [2, 1, -2, 1, 2, -1, -2, -1])
    for w in [[1, 0], [0, 1], [-1, 0]] as [[Float]] {
      let w = Tensor(shape: [1, 2], elements: w)
      let y = LinearAlgebra.multiply(x, w, transposingB: true)
      #expect(try Polynomial(parsing: "y (x - y w)").update(x: x, y: y, w: w) == Tensor(shape: [1, 2]))
    }
  }
}
