public import HebbSupport
import HebbTensor

/// The rule of Krotov and Hopfield: of the neurons ranked by their input, the strongest learns and the k-th strongest
/// unlearns.
///
/// Neurons are ranked by q = Σⱼ sign(wⱼ)|wⱼ|^(p−1) xⱼ. With g = 1 for the strongest, −Δ for the k-th strongest and 0 for all
/// others: Δw = g (x − q w); in canonical form A = g, M = diag(Σ g q). The ranking is the rule's own competition: the
/// activity y of the layer is not used.
///
/// > Reference: D. Krotov and J. J. Hopfield, "Unsupervised learning by competing hidden units", Proc. Natl. Acad. Sci.
/// > USA 116 (2019), 7723–7731.
public struct KrotovHopfield: LearningRule {
  public static let name = "krotovHopfield"
  public static let isCompetitive = false
  public static let parameters = [
    Parameter.number("p", 2, in: 1...100, "the norm in which weights become 1: Σ|w|^p = 1"),
    Parameter.whole("k", 2, in: 2...1_000_000, "the rank of the neuron that unlearns"),
    Parameter.number("delta", 0.4, in: .notNegative, "Δ, how strongly it unlearns"),
  ]
  public static let card = RuleCard(
    formula: "Δw = g (x − q w), q = Σ sign(w)|w|^(p−1) x, g = 1 for the largest q, −Δ for the k-th largest",
    canonical: "A = g, M = diag(Σ g q)",
    summary:
      "Of the neurons ranked by their input, the strongest learns and the k-th strongest unlearns, so that neurons "
      + "spread over the data.",
    properties: [
      "weights converge to the unit sphere of the p-norm",
      "has its own competition: needs none, and ignores y; costs two rows of scatter-add per sample",
      "bounded for small learning rates; its authors scale the update by its largest value (scale: largest)",
    ],
    source:
      "D. Krotov and J. J. Hopfield, “Unsupervised learning by competing hidden units”, Proc. Natl. Acad. Sci. USA "
      + "116 (2019), 7723–7731")

  public var p: Double
  public var k: Int
  public var delta: Double

  public init(p: Double = 2, k: Int = 2, delta: Double = 0.4) { (self.p, self.k, self.delta) = (p, k, delta) }
  public init(_ parameters: ParameterValues) {
    self.init(p: parameters[number: "p"], k: parameters[whole: "k"], delta: parameters[number: "delta"])
  }
  public var values: [String: ParameterValue] { ["p": .number(p), "k": .number(Double(k)), "delta": .number(delta)] }

  /// For p = 2 neurons are ranked by u itself.
  public var usesResponsesAlone: Bool { p == 2 }
  public var dividesBatches: Bool { true }

  /// Throws a `Problem` if there are fewer than k neurons.
  public func update(for activity: Activity, state: inout PlasticState) throws(Problem) -> PlasticUpdate {
    guard k <= activity.neurons else {
      throw Problem(
        "the rule “krotovHopfield” lets neuron number \(k) in rank unlearn, and there are \(activity.neurons) neurons",
        at: activity.place, advice: "Lower k, or use more neurons.")
    }
    let input = rankingInput(of: activity)
    let post = ranks(input)
    var decay = post
    input.withUnsafeBufferPointer { input in
      for i in decay.values.indices {
        decay.values[i] *= input[i / 2 * activity.neurons + Int(decay.indices[i])]
      }
    }
    return .canonical(CanonicalUpdate(post: .sparse(post), decay: .perNeuron(.sparse(decay))))
  }

  /// q `[samples, neurons]`
  private func rankingInput(of activity: Activity) -> Tensor {
    guard p != 2 else { return activity.u }
    return LinearAlgebra.multiply(activity.x, signedPowers(activity.w), transposingB: true, parallel: activity.parallel)
  }

  /// sign(w)|w|^(p−1); 0 for a weight of 0, which has no sign.
  private func signedPowers(_ w: Tensor) -> Tensor {
    // Whole powers as products, the rest by logarithm and exponential, where a small exponent keeps the error small.
    let whole = Int(p - 1)
    let rest = Float(p - 1 - Double(whole))
    var powers = w
    if whole == 0 { powers = w.mapped { $0 == 0 ? 0 : $0 > 0 ? 1 : -1 } }
    if whole > 0, whole.isMultiple(of: 2) { powers = w.mapped { $0 * $0.magnitude } }
    for _ in 0..<max(whole - 1, 0) / 2 { powers = powers.combined(with: w) { $0 * $1 * $1 } }
    return rest == 0 ? powers : powers.combined(with: w.magnitudes(raisedTo: rest), *)
  }

  /// 1 and −Δ for the strongest and the k-th strongest neuron of each row; equal inputs rank by their index.
  private func ranks(_ input: Tensor) -> SparseRows {
    let (samples, neurons) = (input.shape[0], input.shape[1])
    var indices = [Int32](repeating: 0, count: 2 * samples)
    var best = [Int](repeating: 0, count: k)
    input.withUnsafeBufferPointer { input in
      for sample in 0..<samples {
        let row = sample * neurons
        var found = 0
        // Insertion into the short list of the k best so far.
        for neuron in 0..<neurons {
          let value = input[row + neuron]
          guard found < k || value > input[row + best[k - 1]] else { continue }
          var place = min(found, k - 1)
          while place > 0, value > input[row + best[place - 1]] {
            best[place] = best[place - 1]
            place -= 1
          }
          best[place] = neuron
          found = min(found + 1, k)
        }
        (indices[2 * sample], indices[2 * sample + 1]) = (Int32(best[0]), Int32(best[k - 1]))
      }
    }
    let values = (0..<2 * samples).map { $0 % 2 == 0 ? 1 : Float(-delta) }
    return SparseRows(samples: samples, neurons: neurons, perSample: 2, indices: indices, values: values)
  }
}
