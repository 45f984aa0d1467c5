import HebbPlasticity
import HebbSupport
import HebbTensor

/// What a Hebbian layer computes, as a function with derivatives: normalisation, receptive fields, thresholds, activation
/// and pooling are those of the layer, competition included; only the way to its weights differs.
///
/// The weights w and the thresholds θ are the parameters. Winner-take-all activity has no derivative of its own; see
/// `Variable.winners` for what stands in its place.
struct DifferentiableLayer: Sendable {
  let description: LayerDescription
  let input: ImageShape
  /// `[neurons, inputs]`, 1 where a connection exists; nil if all do.
  let mask: Tensor?
  /// Whitens every receptive field, if set.
  let whitening: Tensor?
  let parallel: Parallel

  /// A layer as it is now; what is zero in its weights counts as not connected where not all connections exist.
  ///
  /// - Throws: `Problem` if what the layer passes on has no derivative and nothing that stands for one.
  init(_ layer: any HebbianLayer, whitening: Tensor?, index: Int, parallel: Parallel) throws(Problem) {
    description = layer.description
    input = layer.input
    self.whitening = whitening
    self.parallel = parallel
    mask = description.depthwise || description.connectivity < 1 ? layer.weights.mapped { $0 == 0 ? 0 : 1 } : nil
    guard description.activation == .winners else { return }
    let competition = description.plasticity.competition
    guard competition.isEmpty || competition.count == 1 && competition[0] is WinnerTakeAll else {
      let names = competition.map { type(of: $0).name }.joined(separator: ", ")
      throw Problem(
        "back-propagation has no gradient for what the competition (\(names)) passes on",
        at: "layers.\(index).activation",
        advice: "Choose another activation than winners, or winnerTakeAll as the only competition.")
    }
  }

  /// What the layer passes on.
  ///
  /// - Parameters:
  ///   - x: `[images, channels, height, width]`, not yet normalised.
  ///   - weights: in the axes of `LayerDescription.weightShape`.
  ///   - thresholds: `[neurons]`
  ///   - normalise: batch normalisation, where the layer asks for it.
  /// - Returns: `[images, neurons, height, width]` after pooling.
  func activity(
    _ x: Variable, weights: Variable, thresholds: Variable, normalise: (Variable) -> Variable
  ) -> Variable {
    let images = x.shape[0]
    var x = x
    switch description.normalisation {
    case .image where whitening == nil:
      x = x.reshaped([images, input.count]).standardisedRows(parallel: parallel).reshaped(x.shape)
    case .batch: x = normalise(x)
    case .image, .patch, .none: break
    }
    let connected = mask.map { weights * .constant($0) } ?? weights
    switch description.kind {
    case .convolution:
      let drive = convolution(x, connected).subtractingPerChannel(thresholds, parallel: parallel)
      return pooled(activation(drive))
    case .linear:
      var rows = x.reshaped([images, input.count])
      if description.normalisation == .patch { rows = rows.standardisedRows(parallel: parallel) }
      let matrix = connected.reshaped([description.channels, input.count])
      let drive = rows.matmul(matrix, transposingB: true, parallel: parallel)
      return activation(drive.subtractingPerChannel(thresholds, parallel: parallel))
        .reshaped([images, description.channels, 1, 1])
    case .recurrent:
      return unrolled(x, connected, thresholds).reshaped([images, description.channels, 1, 1])
    }
  }

  private func convolution(_ x: Variable, _ weights: Variable) -> Variable {
    let (stride, kernel) = (description.stride, description.kernel)
    let isReflected = description.paddingMode == .reflect && description.padding > 0
    let padding = isReflected ? 0 : description.padding
    let source = isReflected ? x.reflected(margin: description.padding, parallel: parallel) : x
    guard description.normalisation == .patch || whitening != nil else {
      return source.convolved(with: weights, stride: stride, padding: padding, parallel: parallel)
    }
    // Every receptive field becomes a column; a 1 × 1 convolution then is the product with the weights.
    let height = (source.shape[2] + 2 * padding - kernel) / stride + 1
    let width = (source.shape[3] + 2 * padding - kernel) / stride + 1
    let (neurons, fanIn) = (description.channels, weights.count / description.channels)
    let fields = source.unfolded(kernel: (kernel, kernel), stride: stride, padding: padding, parallel: parallel)
      .permuted([0, 2, 1]).standardisedRows(parallel: parallel).permuted([0, 2, 1])
      .reshaped([x.shape[0], fanIn, height, width])
    var matrix = weights.reshaped([neurons, fanIn])
    if let whitening { matrix = matrix.matmul(.constant(whitening), parallel: parallel) }
    return fields.convolved(with: matrix.reshaped([neurons, fanIn, 1, 1]), parallel: parallel)
  }

  /// h(t) = activation(w [row t of all channels, h(t − 1)] − θ), and h(0) = 0; the state after the last row.
  private func unrolled(_ x: Variable, _ weights: Variable, _ thresholds: Variable) -> Variable {
    let (images, width) = (x.shape[0], input.channels * input.width)
    let rows = x.permuted([2, 0, 1, 3]).reshaped([input.height, images, width])
    var state = Variable.constant(Tensor(shape: [images, description.channels]))
    for step in 0..<input.height {
      let row = rows.slice(step..<step + 1, along: 0).reshaped([images, width])
      let drive = Variable.concatenated([row, state], along: 1).matmul(weights, transposingB: true, parallel: parallel)
      state = activation(drive.subtractingPerChannel(thresholds, parallel: parallel))
    }
    return state
  }

  private func activation(_ drive: Variable) -> Variable {
    switch description.activation {
    case .winners:
      description.plasticity.winners.map { drive.winners(min($0, description.channels), parallel: parallel) } ?? drive
    case .triangle(let power): drive.triangle(power: Float(power), parallel: parallel)
    case .rectified: drive.rectified()
    case .tanh: drive.tanh()
    case .linear: drive
    }
  }

  private func pooled(_ activity: Variable) -> Variable {
    let pool = description.pool
    guard pool != .none else { return activity }
    switch pool.kind {
    case .average:
      return activity.averagePooled(size: pool.size, stride: pool.stride, padding: pool.padding, parallel: parallel)
    case .maximum:
      return activity.maximumPooled(size: pool.size, stride: pool.stride, padding: pool.padding, parallel: parallel)
    }
  }
}
