import HebbTensor

/// Which connections of a pruned layer exist: drawn once at random, kept for good (seed 004, section 3.2).
struct Connections: Sendable {
  /// Connections of neuron o: starts[o] ..< starts[o + 1].
  let starts: [Int32]
  /// Each connection's place among the neuron's possible ones, ascending.
  let places: [Int32]

  /// Every possible connection exists with probability `connectivity`. A neuron that would have none gets one, since it
  /// could otherwise never fire (the paper leaves it dead).
  init(neurons: Int, fanIn: Int, connectivity: Double, seed: UInt64, path: String) {
    var random = RandomStream(seed: seed, path)
    var (starts, places): ([Int32], [Int32]) = ([0], [])
    for _ in 0..<neurons {
      let before = places.count
      for place in 0..<fanIn where Double(random.uniform()) < connectivity { places.append(Int32(place)) }
      if places.count == before { places.append(Int32(random.next() % UInt64(fanIn))) }
      starts.append(Int32(places.count))
    }
    self.starts = starts
    self.places = places
  }

  var count: Int { places.count }

  /// 1 where a connection exists, `[neurons, fan-in]`; nil if all do.
  static func mask(neurons: Int, fanIn: Int, connectivity: Double, seed: UInt64, path: String) -> Tensor? {
    guard connectivity < 1 else { return nil }
    let connections = Connections(neurons: neurons, fanIn: fanIn, connectivity: connectivity, seed: seed, path: path)
    var mask = Tensor(shape: [neurons, fanIn])
    for neuron in 0..<neurons {
      for i in connections.starts[neuron]..<connections.starts[neuron + 1] {
        mask[flat: neuron * fanIn + Int(connections.places[Int(i)])] = 1
      }
    }
    return mask
  }
}
