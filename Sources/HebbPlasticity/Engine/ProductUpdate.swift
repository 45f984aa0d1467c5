import CHebbKernels
import HebbTensor

/// A canonical update with dense activity, in the form in which the fewest multiplications carry it out.
enum ProductUpdate {
  case sum(ProductSum)
  /// M = AᵀY by way of the reconstruction Y W, without M.
  case residual(ResidualUpdate)

  /// Reconstructions are carried out without M `[neurons, neurons]` unless the samples are many more than the neurons.
  ///
  /// - Parameter factor: the learning rate, or 1.
  init(_ update: CanonicalUpdate, x: Tensor, w: Tensor, factor: Float, engine: UpdateEngine) {
    let a = update.post.dense
    let (samples, neurons, inputs) = (x.shape[0], w.shape[0], w.shape[1])
    precondition(
      a.shape == [samples, neurons] && x.shape == [samples, inputs],
      "activity \(a.shape) and \(x.shape) for weights \(w.shape)")
    if case .reconstruction(let y, let extent) = update.decay, neurons * (samples + inputs) >= samples * inputs {
      self = .residual(
        ResidualUpdate(post: a, y: y, x: x, mean: update.presynapticMean, extent: extent, factor: factor))
      return
    }
    var sum = ProductSum(neurons: neurons, inputs: inputs)
    sum.add(
      ProductTerm(
        weightPower: 0, left: a, quadratic: .linear(factor), right: x,
        mean: update.presynapticMean))
    switch update.decay {
    case .none: break
    case .uniform(let d): sum.addPerNeuron([Float](repeating: d, count: neurons), factor: -factor, weightPower: 1)
    case .perNeuron(let rows): sum.addPerNeuron(engine.columnSums(rows), factor: -factor, weightPower: 1)
    case .diagonal(let y): sum.addPerNeuron(update.post.columnSums(times: y), factor: -factor, weightPower: 1)
    case .perInput(let factors):
      sum.addPerInput(engine.columnSums(x, rowFactors: factors), factor: -factor, weightPower: 1)
    case .reconstruction(let y, let extent):
      sum.add(
        ProductTerm(
          weightPower: 0, left: engine.transposedDecay(a, y, extent),
          quadratic: .linear(-factor), right: w))
    }
    self = .sum(sum)
  }
}

extension UpdateEngine {
  /// Σ over samples, for every neuron.
  func columnSums(_ rows: Rows) -> [Float] {
    switch rows {
    case .dense(let tensor): columnSums(tensor)
    case .sparse: rows.columnSums()
    }
  }

  /// Σ over rows of f(element), for every column, in double precision; each row times its factor, if there are any.
  func columnSums(
    _ matrix: Tensor, of quadratic: HebbQuadratic = .linear(1), rowFactors: [Float]? = nil
  ) -> [Float] {
    let (rows, columns) = (matrix.shape[0], matrix.shape[1])
    precondition(rowFactors == nil || rowFactors?.count == rows, "one factor per row")
    let width = 256
    var sums = [Double](repeating: 0, count: columns)
    sums.withUnsafeMutableBufferPointer { sums in
      matrix.withUnsafeBufferPointer { matrix in
        (rowFactors ?? []).withUnsafeBufferPointer { factors in
          guard let out = sums.baseAddress, let values = matrix.baseAddress else { return }
          parallel(for: rows * columns).forEach((columns + width - 1) / width) { piece, _ in
            let first = piece * width
            kernels.products.column_sums(
              values + first, columns, rows, min(width, columns - first), quadratic,
              rowFactors == nil ? nil : factors.baseAddress, out + first)
          }
        }
      }
    }
    return sums.map { Float($0) }
  }

  /// Mᵀ `[neurons k, neurons i]` for M = AᵀY, without k > i for `upToOwn`.
  fileprivate func transposedDecay(_ a: Tensor, _ y: Tensor, _ extent: Decay.Extent) -> Tensor {
    let neurons = a.shape[1]
    var product = ProductSum(neurons: neurons, inputs: neurons)
    product.add(
      ProductTerm(weightPower: 0, left: y, quadratic: .linear(1), right: a))
    var m = Tensor(uninitializedShape: [neurons, neurons])
    m.withUnsafeUninitializedBufferPointer { m in
      _ = compute(
        product, into: ProductSweep.Target(weights: nil, base: nil, mask: nil, out: m.baseAddress!))
      guard extent == .upToOwn else { return }
      for k in 0..<neurons { (m.baseAddress! + k * neurons).update(repeating: 0, count: k) }
    }
    return m
  }
}

extension UpdateEngine {
  /// Brings `weights` to W + ΔW.
  func apply(
    _ update: ProductUpdate, to weights: inout Tensor, _ settings: Settings, _ spare: inout Tensor?
  ) -> Bool {
    let inputs = weights.shape[1]
    return withPointers(settings.mask.map { [$0] } ?? []) { mask in
      guard settings.isScaledByLargest else {
        return replace(&weights, &spare) { old, new in
          compute(
            update, into: ProductSweep.Target(weights: old, base: old, mask: mask.first, out: new),
            finish: RowFinish(kernels: kernels, weights: new, inputs: inputs, isUnitNorm: settings.isUnitNorm))
        }
      }
      let changes = AlignedBuffer(count: weights.count)
      let out = changes.elements.baseAddress!
      weights.withUnsafeBufferPointer {
        let target = ProductSweep.Target(weights: $0.baseAddress!, base: nil, mask: mask.first, out: out)
        _ = compute(update, into: target, finish: nil)
      }
      defer { withExtendedLifetime(changes) {} }
      return add(out, count: 1, to: &weights, settings, &spare, mask: nil)
    }
  }

  func compute(_ update: ProductUpdate, into target: ProductSweep.Target, finish: RowFinish?) -> Float {
    switch update {
    case .sum(let sum): compute(sum, into: target, finish: finish)
    case .residual(let residual): compute(residual, into: target, finish: finish)
    }
  }
}
