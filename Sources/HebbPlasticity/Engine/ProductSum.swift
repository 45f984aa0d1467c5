import CHebbKernels
import HebbTensor

/// An update as a sum of matrix products, each times a power of the weights:
///
///     ΔW = Σ wᶜ ∘ (LᵀR),   L [steps, neurons],  R [steps, inputs]
///
/// The canonical form with its decays and the polynomial rule are of this kind: a decay −dᵢ w is the product of −d and
/// a row of ones, times w. Weights are read and written once for all of it.
struct ProductSum: Sendable {
  let neurons: Int
  let inputs: Int
  /// In the order of descending powers of w, as Horner's scheme needs them; none is empty.
  private(set) var terms: [ProductTerm] = []

  init(neurons: Int, inputs: Int) { (self.neurons, self.inputs) = (neurons, inputs) }

  /// The length of all sums together.
  var steps: Int { terms.reduce(0) { $0 + $1.steps } }

  mutating func add(_ term: ProductTerm) {
    precondition(
      term.left.shape == [term.steps, neurons] && term.right.shape == [term.steps, inputs],
      "factors \(term.left.shape) and \(term.right.shape) for weights \([neurons, inputs])")
    guard term.steps > 0 else { return }
    let place = terms.firstIndex { $0.weightPower < term.weightPower } ?? terms.count
    terms.insert(term, at: place)
  }

  /// Adds factor wᶜ ∘ (d 1ᵀ): a change per neuron.
  mutating func addPerNeuron(_ values: [Float], factor: Float, weightPower: Int) {
    add(
      ProductTerm(
        weightPower: weightPower, left: Tensor(shape: [1, neurons], elements: values),
        quadratic: .linear(factor), right: Tensor(shape: [1, inputs], filledWith: 1)))
  }

  /// Adds factor wᶜ ∘ (1 dᵀ): a change per input.
  mutating func addPerInput(_ values: [Float], factor: Float, weightPower: Int) {
    add(
      ProductTerm(
        weightPower: weightPower, left: Tensor(shape: [1, neurons], filledWith: 1),
        quadratic: .linear(factor), right: Tensor(shape: [1, inputs], elements: values)))
  }
}

/// One product: wᶜ ∘ (f(L)ᵀ g(R)) with f a quadratic function of each element and g(r) = (r − mean)ᵃ.
struct ProductTerm: Sendable {
  /// c, 0 to 2
  let weightPower: Int
  let left: Tensor
  let quadratic: HebbQuadratic
  let right: Tensor
  /// `[inputs]`
  var mean: Tensor?
  /// a, 1 or 2
  var inputPower = 1

  var steps: Int { left.shape[0] }
}

extension ProductSum {
  /// Steps of the sum that are carried out in one sweep over the weights: packed factors stay in the cache.
  struct Slab {
    struct Run {
      let term: Int
      /// Of the term's rows.
      let rows: Range<Int>
    }
    var runs: [Run] = []
    /// How many steps belong to w², w and 1.
    var steps: (Int32, Int32, Int32) = (0, 0, 0)
    var total: Int { Int(steps.0) + Int(steps.1) + Int(steps.2) }

    mutating func append(_ run: Run, weightPower: Int) {
      runs.append(run)
      switch weightPower {
      case 0: steps.2 += Int32(run.rows.count)
      case 1: steps.1 += Int32(run.rows.count)
      default: steps.0 += Int32(run.rows.count)
      }
    }
  }

  /// The longest slab. Part of the numerical result, like every order of summation.
  static let longestSlab = 512

  /// All steps in slabs of nearly equal length.
  var slabs: [Slab] {
    let total = steps
    let count = (total + Self.longestSlab - 1) / Self.longestSlab
    guard count > 0 else { return [] }
    let length = (total + count - 1) / count
    var slabs = [Slab()]
    for (index, term) in terms.enumerated() {
      var first = 0
      while first < term.steps {
        if slabs[slabs.count - 1].total == length { slabs.append(Slab()) }
        let end = min(term.steps, first + length - slabs[slabs.count - 1].total)
        slabs[slabs.count - 1].append(Slab.Run(term: index, rows: first..<end), weightPower: term.weightPower)
        first = end
      }
    }
    return slabs
  }
}
