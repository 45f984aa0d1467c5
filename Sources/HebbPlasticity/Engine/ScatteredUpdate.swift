import HebbTensor

/// A canonical update whose activity is zero for nearly every sample and neuron, as winner-take-all leaves it: for each
/// neuron, the samples that it learns from. Costs as many additions of an input as there are winners.
struct ScatteredUpdate {
  /// The samples of neuron i are at starts[i] ..< starts[i + 1], in their order.
  let starts: [Int32]
  let samples: [Int32]
  let amounts: [Float]
  /// One per neuron; nil for none.
  let decays: [Float]?
  /// One per input, for all neurons; nil for none.
  let inputDecays: [Float]?
  let mean: Tensor?
  let x: Tensor

  /// With more of the neurons active at a time, dense products are faster.
  private static let mostActive = 0.5

  /// Nil for updates that dense products serve better.
  init?(_ update: CanonicalUpdate, x: Tensor, neurons: Int, engine: UpdateEngine) {
    guard case .sparse(let rows) = update.post, Double(rows.perSample) <= Self.mostActive * Double(neurons) else {
      return nil
    }
    precondition(
      rows.neurons == neurons && rows.samples == x.shape[0],
      "activity \([rows.samples, rows.neurons]) for \(neurons) neurons and \(x.shape[0]) samples")
    switch update.decay {
    case .reconstruction: return nil
    case .none: (decays, inputDecays) = (nil, nil)
    case .uniform(let d): (decays, inputDecays) = (d == 0 ? nil : [Float](repeating: d, count: neurons), nil)
    case .perNeuron(let rows): (decays, inputDecays) = (engine.columnSums(rows), nil)
    case .diagonal(let y): (decays, inputDecays) = (update.post.columnSums(times: y), nil)
    case .perInput(let factors): (decays, inputDecays) = (nil, engine.columnSums(x, rowFactors: factors))
    }
    (starts, samples, amounts) = Self.sorted(rows)
    mean = update.presynapticMean
    self.x = x
  }

  /// By counting: winners of each neuron, in the order of the samples.
  private static func sorted(_ rows: SparseRows) -> ([Int32], [Int32], [Float]) {
    var starts = [Int32](repeating: 0, count: rows.neurons + 1)
    for neuron in rows.indices where neuron >= 0 { starts[Int(neuron) + 1] += 1 }
    for neuron in 0..<rows.neurons { starts[neuron + 1] += starts[neuron] }
    let count = Int(starts[rows.neurons])
    var next = starts
    var samples = [Int32](repeating: 0, count: count)
    var amounts = [Float](repeating: 0, count: count)
    for place in rows.indices.indices {
      let neuron = Int(rows.indices[place])
      guard neuron >= 0 else { continue }
      let target = Int(next[neuron])
      next[neuron] += 1
      samples[target] = Int32(place / rows.perSample)
      amounts[target] = rows.values[place]
    }
    return (starts, samples, amounts)
  }

  /// The neurons whose weights change, ascending.
  var changing: [Int] {
    let neurons = 0..<starts.count - 1
    guard inputDecays == nil else { return Array(neurons) }
    return neurons.filter { neuron in
      starts[neuron] < starts[neuron + 1] || decays.map { $0[neuron] != 0 } == true
    }
  }
}
