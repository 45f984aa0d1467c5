import HebbTensor

extension PolynomialPlan {
  /// Neurons in a block: few enough that a block's update stays in the cache between product and element-wise factors.
  /// Part of the numerical result as far as the library sums in another order at the edge of a block.
  private static let blockNeurons = 256

  /// Adds the update to `change`; both are `[neurons, inputs]`.
  func add(to change: UnsafeMutablePointer<Float>, weights: UnsafePointer<Float>, _ parallel: Parallel) {
    let blocks = (neurons + Self.blockNeurons - 1) / Self.blockNeurons
    // With few neurons the threads share each product instead.
    let sharesProducts = blocks < parallel.threads
    let across = sharesProducts ? Parallel(threads: 1) : parallel
    let within = sharesProducts ? parallel : Parallel(threads: 1)
    let scratch = (0..<min(across.threads, blocks)).map { _ in
      AlignedBuffer(count: min(neurons, Self.blockNeurons) * inputs)
    }
    across.forEach(blocks) { block, worker in
      let first = block * Self.blockNeurons
      let range = first..<min(first + Self.blockNeurons, neurons)
      for part in parts {
        add(part, range, to: change, weights: weights, scratch[worker].elements.baseAddress!, within)
      }
    }
  }

  /// - Parameter scratch: `[neurons of the block, inputs]`
  private func add(
    _ part: Part, _ range: Range<Int>, to change: UnsafeMutablePointer<Float>, weights: UnsafePointer<Float>,
    _ scratch: UnsafeMutablePointer<Float>, _ parallel: Parallel
  ) {
    // Without a factor of w, products go where they belong at once; they overwrite, so c = 0 has to be the first part.
    let isDirect = part.weightPower == 0
    let products = isDirect ? change + range.lowerBound * inputs : scratch
    multiply(part, range, into: products, parallel)
    for neuron in range {
      let row = products + (neuron - range.lowerBound) * inputs
      let offset = part.ofNeurons?[neuron] ?? 0
      let target = change + neuron * inputs
      let weights = weights + neuron * inputs
      if let sums = part.ofInputs {
        sums.withUnsafeBufferPointer { sums in
          // A row of scratch memory holds nothing yet if there are no products.
          if part.products.isEmpty, !isDirect { row.update(repeating: 0, count: inputs) }
          for input in 0..<inputs { row[input] += sums[input] + offset }
        }
      } else if part.products.isEmpty {
        Self.add(offset, timesPower: part.weightPower, of: weights, to: target, count: inputs)
        continue
      } else if offset != 0 {
        for input in 0..<inputs { row[input] += offset }
      }
      if !isDirect { Self.add(row, timesPower: part.weightPower, of: weights, to: target, count: inputs) }
    }
  }

  /// The matrix products of one power of w, for a block of neurons.
  private func multiply(
    _ part: Part, _ range: Range<Int>, into target: UnsafeMutablePointer<Float>, _ parallel: Parallel
  ) {
    for (index, product) in part.products.enumerated() {
      guard let power = powers[product.inputPower] else { continue }
      power.withUnsafeBufferPointer { power in
        LinearAlgebra.multiply(
          product.factor.elements.baseAddress! + range.lowerBound * samples, power.baseAddress!, into: target,
          rows: range.count, columns: inputs, inner: samples, adding: index > 0, parallel: parallel)
      }
    }
  }

  /// target += row ∘ wᶜ, for c of 1 or 2
  private static func add(
    _ row: UnsafePointer<Float>, timesPower power: Int, of weights: UnsafePointer<Float>,
    to target: UnsafeMutablePointer<Float>, count: Int
  ) {
    if power == 1 {
      for input in 0..<count { target[input] += row[input] * weights[input] }
    } else {
      for input in 0..<count { target[input] += row[input] * weights[input] * weights[input] }
    }
  }

  /// target += factor · wᶜ
  private static func add(
    _ factor: Float, timesPower power: Int, of weights: UnsafePointer<Float>, to target: UnsafeMutablePointer<Float>,
    count: Int
  ) {
    switch power {
    case 0: for input in 0..<count { target[input] += factor }
    case 1: for input in 0..<count { target[input] += factor * weights[input] }
    default: for input in 0..<count { target[input] += factor * weights[input] * weights[input] }
    }
  }
}
