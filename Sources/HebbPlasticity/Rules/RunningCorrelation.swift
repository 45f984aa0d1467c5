import CHebbKernels
import HebbTensor

/// The sum of y xᵀ over all samples so far, and the largest deviations of a batch from its mean.
///
/// One pass over the sums of neurons that are active, and of their inputs those that are not zero; every other sum is
/// read only where a bound of its neuron's sums says that it could matter. Changes are found by a guess of their
/// threshold, a little below that of the batch before, and a selection among those that reach it. Neither the guess nor
/// the number of threads has an influence on the result.
struct RunningCorrelation {
  /// `[neurons, inputs]`, in single precision as its authors have it: beyond 16 million samples nothing is added.
  private var sums: Tensor
  /// No magnitude in a neuron's sums is larger.
  private var bounds: Tensor
  /// How many samples were summed, in two digits that are exact, and the threshold of the last batch.
  private var samples: Int
  private var lastThreshold: Float

  private enum Name {
    static let sums = "hebbNet.correlationSums"
    static let bounds = "hebbNet.largestSums"
    static let progress = "hebbNet.samplesAndThreshold"
  }

  /// What a guess may be below the last threshold: the lower, the more candidates; the higher, the more second passes.
  private static let caution: Float = 0.7
  /// Neurons that a thread takes at a time.
  private static let neuronsPerPiece = 32

  /// Takes the sums out of `state`, so that they have one owner; `save` puts them back.
  init(neurons: Int, inputs: Int, in state: inout PlasticState) {
    sums = state[Name.sums, shape: [neurons, inputs]]
    bounds = state[Name.bounds, shape: [neurons]]
    let progress = state[Name.progress, shape: [3]]
    samples = Int(progress[flat: 0]) << 20 + Int(progress[flat: 1])
    lastThreshold = progress[flat: 2]
    for name in [Name.sums, Name.bounds] { state[name] = nil }
  }

  func save(in state: inout PlasticState) {
    state[Name.sums] = sums
    state[Name.bounds] = bounds
    state[Name.progress] = Tensor(
      shape: [3], elements: [Float(samples >> 20), Float(samples & 0xFFFFF), lastThreshold])
  }

  /// The deviations of the batch's Σ y xᵀ from as many times the mean before it, as far as they are among the `most`
  /// largest by magnitude (with all that equal the smallest of them; zeros are left out). The batch is then part of the
  /// sums.
  mutating func largestDeviations(_ most: Int, from activity: Activity) -> SparseChange {
    let batch = activity.whole?.samples ?? activity.samples
    let activity = activity.whole.map { activity.summedUp($0.sums) } ?? activity
    guard batch > 0, activity.inputs > 0 else { return SparseChange(indices: [], values: []) }
    let share = samples > 0 ? Float(Double(batch) / Double(samples)) : 0
    var search = DeviationSearch(activity, share: share, neuronsPerPiece: Self.neuronsPerPiece)
    var guess = Self.caution * lastThreshold
    search.collect(into: &sums, &bounds, adding: true, atLeast: guess)
    while search.count < most, guess > 0 {
      guess = guess < Float.leastNormalMagnitude * 4 ? 0 : guess / 4
      search.collect(into: &sums, &bounds, adding: false, atLeast: guess)
    }
    samples += batch
    let (change, threshold) = search.largest(most)
    lastThreshold = threshold
    return change
  }
}

extension Activity {
  /// Activity whose Σ y xᵀ is this sum `[neurons, inputs]`: row i of it is what neuron i alone is active for.
  fileprivate func summedUp(_ sum: Tensor) -> Activity {
    let neurons = sum.shape[0]
    let own = SparseRows(
      samples: neurons, neurons: neurons, perSample: 1, indices: (0..<Int32(neurons)).map { $0 },
      values: [Float](repeating: 1, count: neurons))
    return Activity(x: sum, w: w, u: u, y: .sparse(own), place: place, seed: seed, parallel: parallel)
  }
}
