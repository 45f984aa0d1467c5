import HebbTensor

@testable import HebbPlasticity

/// A random update with everything that surrounds it, for holding the engine against plain loops.
struct UpdateCase: CustomStringConvertible {
  enum Post: String, CaseIterable { case dense, sparse }
  enum DecayKind: String, CaseIterable {
    case none, uniform, perNeuron, sparsePerNeuron, perInput, reconstruction, upToOwn
  }

  var samples: Int
  var neurons: Int
  var inputs: Int
  var post = Post.dense
  var decay = DecayKind.none
  var isCentred = false
  var isMasked = false
  var isUnitNorm = false
  var isScaledByLargest = false
  var winners = 1

  var description: String {
    "\(samples) × \(neurons) × \(inputs), \(post) A, M \(decay)\(isCentred ? ", centred" : "")"
      + (isMasked ? ", masked" : "") + (isUnitNorm ? ", unit norm" : "") + (isScaledByLargest ? ", largest" : "")
  }

  struct Values {
    let x: Tensor
    let w: Tensor
    let update: PlasticUpdate
    let settings: UpdateEngine.Settings
  }

  func values(seed: UInt64) -> Values {
    var random = RandomStream(seed: seed, "update case")
    let x = Tensor.random([samples, inputs], &random)
    var w = Tensor.random([neurons, inputs], &random)
    let mask = isMasked ? Tensor.random([neurons, inputs], &random).mapped { $0 > 0 ? 1 : 0 } : nil
    if let mask { w = w.combined(with: mask, *) }
    var state = PlasticState()
    if isUnitNorm { UnitNorm().apply(to: &w, state: &state) }
    let update = CanonicalUpdate(
      post: post == .dense ? .dense(Tensor.random([samples, neurons], &random)) : sparseRows(&random),
      decay: decay(&random), presynapticMean: isCentred ? Tensor.random([inputs], &random) : nil)
    return Values(
      x: x, w: w, update: .canonical(update),
      settings: UpdateEngine.Settings(
        // With 1, the largest change could cancel a weight of length 1, and rounding would decide its sign.
        rate: 0.7, isScaledByLargest: isScaledByLargest, mask: mask, isUnitNorm: isUnitNorm))
  }

  private func decay(_ random: inout RandomStream) -> Decay {
    switch decay {
    case .none: .none
    case .uniform: .uniform(random.normal())
    case .perNeuron: .perNeuron(.dense(Tensor.random([samples, neurons], &random)))
    case .sparsePerNeuron: .perNeuron(sparseRows(&random))
    case .perInput: .perInput(sampleFactors: (0..<samples).map { _ in random.normal() })
    case .reconstruction: .reconstruction(Tensor.random([samples, neurons], &random), .all)
    case .upToOwn: .reconstruction(Tensor.random([samples, neurons], &random), .upToOwn)
    }
  }

  /// Up to `winners` neurons per sample; some places are empty.
  private func sparseRows(_ random: inout RandomStream) -> Rows {
    let k = min(winners, neurons)
    var indices: [Int32] = []
    for _ in 0..<samples {
      var free = Array(0..<Int32(neurons))
      for _ in 0..<k {
        let neuron = free.remove(at: Int(random.next() % UInt64(free.count)))
        indices.append(random.normal() > 1 ? -1 : neuron)
      }
    }
    return .sparse(
      SparseRows(
        samples: samples, neurons: neurons, perSample: k, indices: indices,
        values: indices.map { $0 < 0 ? 0 : random.normal() }))
  }

  /// Every kind of update at a few awkward shapes, and random combinations at random ones.
  static let all: [UpdateCase] = {
    var cases: [UpdateCase] = []
    for post in Post.allCases {
      for decay in DecayKind.allCases {
        for (samples, neurons, inputs) in [(1, 1, 1), (0, 3, 5), (1, 9, 47), (7, 50, 49), (60, 11, 16), (33, 100, 97)] {
          cases.append(
            UpdateCase(samples: samples, neurons: neurons, inputs: inputs, post: post, decay: decay, winners: 2))
        }
      }
    }
    var random = RandomStream(seed: 5, "update cases")
    func pick<T>(_ choices: [T]) -> T { choices[Int(random.next() % UInt64(choices.count))] }
    for _ in 0..<120 {
      cases.append(
        UpdateCase(
          samples: pick([1, 2, 5, 16, 40, 100]), neurons: pick([1, 3, 8, 15, 48, 52, 130]),
          inputs: pick([1, 7, 16, 48, 50, 95, 160]), post: pick(Post.allCases), decay: pick(DecayKind.allCases),
          isCentred: pick([false, false, true]), isMasked: pick([false, true]), isUnitNorm: pick([false, true]),
          isScaledByLargest: pick([false, false, true]), winners: pick([1, 2, 5])))
    }
    return cases
  }()
}

/// W after the update by `PlasticUpdate.delta` and plain arithmetic.
func plainlyApplied(_ update: PlasticUpdate, x: Tensor, w: Tensor, _ settings: UpdateEngine.Settings) -> Tensor {
  var delta = update.delta(x: x, w: w)
  if let mask = settings.mask { delta = delta.combined(with: mask, *) }
  var rate = settings.rate
  if settings.isScaledByLargest { rate /= 1e-30 + delta.elements.reduce(0) { max($0, $1.magnitude) } }
  var next = w.combined(with: delta) { $0 + rate * $1 }
  var state = PlasticState()
  if settings.isUnitNorm { UnitNorm().apply(to: &next, state: &state) }
  return next
}

extension Tensor {
  static func random(_ shape: [Int], _ random: inout RandomStream) -> Tensor {
    Tensor(shape: shape, elements: (0..<shape.reduce(1, *)).map { _ in random.normal() })
  }
}

/// ‖a − b‖ / ‖b‖ (Frobenius).
func relativeError(_ a: [Float], _ b: [Double]) -> Double {
  let (difference, size) = zip(a, b).reduce((0.0, 0.0)) {
    ($0.0 + (Double($1.0) - $1.1) * (Double($1.0) - $1.1), $0.1 + $1.1 * $1.1)
  }
  return difference == 0 ? 0 : (difference / size).squareRoot()
}

func relativeError(_ a: Tensor, _ b: Tensor) -> Double { relativeError(a.elements, b.elements.map(Double.init)) }
