import CHebbKernels
import HebbPlasticity
import HebbTensor

/// A pruned layer's connections as the sparse kernels read them.
struct SparseConnections: Sendable {
  /// Connections of neuron o: starts[o] ..< starts[o + 1].
  let starts: [Int32]
  /// Each connection's place in the neuron's dense weights `[channels, kernel, kernel]`, ascending.
  let places: [Int32]
  /// Each connection's place in the sparse kernel's input.
  let offsets: [Int32]
  /// Each connection's place in an image `[channels, height, width]`, relative to the position.
  let inputs: [Int32]

  init(plan: ConvolutionPlan, connectivity: Double, seed: UInt64, path: String) {
    var random = RandomStream(seed: seed, path)
    let mask = ConnectionMask.random(
      neurons: plan.neurons, inputs: plan.fanIn, connectivity: connectivity, using: &random)
    var (starts, places): ([Int32], [Int32]) = ([0], [])
    mask.withUnsafeBufferPointer { mask in
      for neuron in 0..<plan.neurons {
        for place in 0..<plan.fanIn where mask[neuron * plan.fanIn + place] != 0 { places.append(Int32(place)) }
        starts.append(Int32(places.count))
      }
    }
    (self.starts, self.places) = (starts, places)
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
