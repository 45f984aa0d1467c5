import CHebbKernels

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
    let drawn = Connections(
      neurons: plan.neurons, fanIn: plan.fanIn, connectivity: connectivity, seed: seed, path: path)
    (starts, places) = (drawn.starts, drawn.places)
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
