import CHebbKernels
import HebbTensor

/// Which connections of a pruned layer exist: drawn once at random, kept for good (seed 004, section 3.2).
struct SparseConnections: Sendable {
  /// Connections of neuron o: starts[o] ..< starts[o + 1].
  let starts: [Int32]
  /// Each connection's place in the neuron's dense weights `[channels, kernel, kernel]`, ascending.
  let places: [Int32]
  /// Each connection's place in the sparse kernel's input.
  let offsets: [Int32]
  /// Each connection's place in an image `[channels, height, width]`, relative to the position.
  let inputs: [Int32]

  /// Every possible connection exists with probability `connectivity`. A neuron that would have none gets one, since it
  /// could otherwise never fire (the paper leaves it dead).
  init(plan: ConvolutionPlan, connectivity: Double, seed: UInt64, path: String) {
    var random = RandomStream(seed: seed, path)
    var (starts, places): ([Int32], [Int32]) = ([0], [])
    for _ in 0..<plan.neurons {
      let before = places.count
      for place in 0..<plan.fanIn where Double(random.uniform()) < connectivity { places.append(Int32(place)) }
      if places.count == before { places.append(Int32(random.next() % UInt64(plan.fanIn))) }
      starts.append(Int32(places.count))
    }
    self.starts = starts
    self.places = places
    let kernel = Int32(plan.kernel)
    offsets = places.map { place in
      hebb_connection_offset(plan.geometry, place / (kernel * kernel), place / kernel % kernel, place % kernel)
    }
    inputs = places.map { place in
      hebb_connection_input(plan.geometry, place / (kernel * kernel), place / kernel % kernel, place % kernel)
    }
  }

  var count: Int { places.count }
}
