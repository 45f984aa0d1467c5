import CHebbKernels
import HebbPlasticity
import HebbSupport
import HebbTensor
import Synchronization

/// From responses to the next weights: ΔW = AᵀX − M W, with M diagonal.
extension PatchLayer {
  /// Learns from the last forward pass.
  ///
  /// - Parameter rateFactor: what the learning rate is multiplied by.
  /// - Returns: how often each neuron's connections were strengthened: A > 0.
  /// - Throws: `Problem` if the weights stop being finite; they are then spoiled.
  func learn(plastic: Bool, rateFactor: Double) throws(Problem) -> [Int] {
    guard let pass = passes.first else { preconditionFailure("no forward pass has been made") }
    if let statistics { batchNormalisation?.follow(statistics) }
    if let sums { return try learn(sums: sums, plastic: plastic, rateFactor: rateFactor) }
    let plasticity = description.plasticity
    var strengthened = [Int](repeating: 0, count: neurons)
    if plastic {
      let update = try update(for: activity(of: pass), state: &state)
      for stage in plasticity.competition { stage.adapt(to: pass.response.y, state: &state) }
      let decays = list(update, of: pass)
      strengthened = lists.positive
      let largest = sumChanges(decays: decays, into: changes[0])
      let divisor = divisor(largest: largest, rows: pass.response.u.shape[0]) / Float(rateFactor)
      try advance(by: changes[0], divisor: divisor) { self.lists.counts[$0] > 0 || decays[$0] != 0 }
    }
    let target = plasticity.winners.map { Double($0) / Double(neurons) }
    plasticity.homeostasis?.adapt(&thresholds, to: pass.response.y, target: target)
    return strengthened
  }

  /// ΔW in the axes of the weights, with nothing changed.
  func weightChange() throws(Problem) -> Tensor {
    guard let pass = passes.first else { preconditionFailure("no forward pass has been made") }
    var state = state
    let update = try update(for: activity(of: pass), state: &state)
    changes[0].update(repeating: 0, count: neurons * geometry.patchCount)
    _ = sumChanges(decays: list(update, of: pass), into: changes[0])
    return unpacked(changes[0])
  }

  /// Lists what A has, and returns the diagonal of M.
  func list(_ update: CanonicalUpdate, of pass: Pass) -> [Float] {
    lists.fill(
      update.post, with: update.diagonalFactor, first: pass.images.lowerBound, geometry: geometry, kernels: kernels,
      parallel: parallel)
    return update.decays(products: lists.products, neurons: neurons)
  }

  func activity(of pass: Pass) -> Activity {
    let (u, y) = (pass.response.u, pass.response.y)
    // Rules that use responses alone read of x and w nothing but their lengths.
    return Activity(
      x: Tensor(shape: [u.shape[0], 0]), w: Tensor(shape: [neurons, 0]), u: u, y: y, place: place, seed: seed,
      parallel: parallel)
  }

  func update(for activity: Activity, state: inout PlasticState) throws(Problem) -> CanonicalUpdate {
    guard case .canonical(let update) = try description.plasticity.rule.update(for: activity, state: &state) else {
      preconditionFailure("a rule that uses responses alone has the canonical form")
    }
    return update
  }

  func divisor(largest: Float, rows: Int) -> Float {
    switch description.plasticity.scale {
    case .sum: 1
    case .mean: Float(max(rows, 1))
    case .largest: 1e-30 + largest
    }
  }

  /// Neurons whose sums one piece of work takes.
  private static let group = 64

  /// Fills `changes` `[neurons, patchCount]` for all neurons that change, chunk by chunk of the patches, so that the part of the images that a
  /// chunk reads stays in the cache while the neurons pass by.
  ///
  /// - Returns: the largest magnitude of a change.
  func sumChanges(decays: [Float], into changes: UnsafeMutablePointer<Float>) -> Float {
    nonisolated(unsafe) let changes = changes
    let groups = (neurons + Self.group - 1) / Self.group
    var largest = [Float](repeating: 0, count: geometry.chunks.count * groups)
    largest.withUnsafeMutableBufferPointer { largest in
      nonisolated(unsafe) let largest = largest
      parallel.forEach(largest.count) { piece, _ in
        let (index, group) = piece.quotientAndRemainder(dividingBy: groups)
        let chunk = geometry.chunks[index]
        for neuron in group * Self.group..<min((group + 1) * Self.group, neurons)
        where lists.counts[neuron] > 0 || decays[neuron] != 0 {
          let at = neuron * geometry.patchCount + chunk.inPatch
          let (entries, offsets, values) = lists[neuron]
          var magnitude =
            switch images {
            case .float32(let images):
              kernels.sum_chunk(
                images[0], offsets, values, entries, chunk.inImage, Int32(chunk.count), decays[neuron], rows[0] + at,
                changes + at)
            case .bfloat16(let images):
              kernels.sum_chunk_brain(
                images[0], offsets, values, entries, chunk.inImage, Int32(chunk.count), decays[neuron], rows[0] + at,
                changes + at)
            }
          if description.depthwise { magnitude = keepOwnChannel(of: neuron, in: chunk, changes + at) }
          largest[piece] = magnitude > largest[piece] || magnitude.isNaN ? magnitude : largest[piece]
        }
      }
    }
    return largest.reduce(0) { $1 > $0 || $1.isNaN ? $1 : $0 }
  }

  /// Takes back what a chunk of a depthwise neuron's changes holds for connections that it does not have.
  ///
  /// - Returns: the largest magnitude of what stays.
  private func keepOwnChannel(
    of neuron: Int, in chunk: PatchGeometry.Chunk, _ values: UnsafeMutablePointer<Float>
  ) -> Float {
    let (channels, own) = (geometry.channels, neuron % input.channels)
    var largest: Float = 0
    var channel = chunk.inPatch % channels
    for i in 0..<chunk.count {
      if channel == own {
        let magnitude = abs(values[i])
        if magnitude > largest || magnitude.isNaN { largest = magnitude }
      } else {
        values[i] = 0
      }
      channel = channel + 1 == channels ? 0 : channel + 1
    }
    return largest
  }

  /// Adds the changes to the weights of all neurons that change, and packs them again.
  func advance(
    by changes: UnsafePointer<Float>, divisor: Float, where changesNeuron: (Int) -> Bool
  ) throws(Problem) {
    nonisolated(unsafe) let changes = changes
    let (blockSize, plasticity) = (PackedWeights.blockSize, description.plasticity)
    let fault = Atomic(Int.max)
    lengths.withUnsafeMutableBufferPointer { lengths in
      nonisolated(unsafe) let lengths = lengths
      parallel.forEach((neurons + blockSize - 1) / blockSize) { block, _ in
        var changed = false
        for neuron in block * blockSize..<min((block + 1) * blockSize, neurons)
        where changesNeuron(neuron) {
          changed = true
          let at = neuron * geometry.patchCount
          let squares = kernels.step(
            rows[0] + at, changes + at, geometry.patchCount, plasticity.rate(length: lengths[neuron]) / divisor)
          if !squares.isFinite { fault.min(neuron, ordering: .relaxed) }
          lengths[neuron] = finished(neuron, squares: squares, isUnitNorm: isUnitNorm)
        }
        if changed { pack(block) }
      }
    }
    step += 1
    let neuron = fault.load(ordering: .relaxed)
    guard neuron == .max else {
      throw Problem(
        "the rule “\(type(of: plasticity.rule).name)” diverged at step \(step): the weights of neuron \(neuron) are no "
          + "longer finite", at: place, advice: "Lower the layer's learning rate; earlier checkpoints are untouched.")
    }
  }
}

extension CanonicalUpdate {
  /// Y, where M = diag(AᵀY).
  fileprivate var diagonalFactor: Tensor? { if case .diagonal(let y) = decay { y } else { nil } }

  /// The diagonal of M.
  ///
  /// - Parameter products: diag(AᵀY), where M is that.
  fileprivate func decays(products: [Float], neurons: Int) -> [Float] {
    switch decay {
    case .none: [Float](repeating: 0, count: neurons)
    case .uniform(let d): [Float](repeating: d, count: neurons)
    case .perNeuron(let rows): rows.columnSums()
    case .diagonal: products
    case .reconstruction, .perInput: preconditionFailure("a rule that uses responses alone has a diagonal decay")
    }
  }
}
