import CHebbKernels
import HebbTensor

extension UpdateEngine {
  /// Sums over this many steps or more, into few weights, are divided by samples rather than by weights.
  private static let tallSteps = 4 * ProductSum.longestSlab
  private static let fewWeights = 1 << 16
  private static let mostShards = 64

  /// `into.out` = base + mask ∘ sum.
  ///
  /// - Parameter finish: applied to every row when it is complete.
  /// - Returns: the sum of what `finish` returned.
  /// - Complexity: `sum.steps` · neurons · inputs multiplications
  func compute(
    _ sum: ProductSum, into target: ProductSweep.Target, finish: RowFinish? = nil
  ) -> Float {
    let slabs = sum.slabs
    let tensors = sum.terms.flatMap { [$0.left, $0.right] + ($0.mean.map { [$0] } ?? []) }
    return withPointers(tensors) { pointers in
      var next = pointers.makeIterator()
      let factors = sum.terms.compactMap { term -> ProductSweep.Factors? in
        guard let left = next.next(), let right = next.next() else { return nil }
        return ProductSweep.Factors(left: left, right: right, mean: term.mean == nil ? nil : next.next())
      }
      let sweep = ProductSweep(kernels: kernels, sum: sum, factors: factors)
      if sum.steps >= Self.tallSteps, sum.neurons * sum.inputs <= Self.fewWeights {
        addByShards(slabs, sweep, target)
      } else if !slabs.isEmpty {
        return addByRows(slabs, sweep, target, finish)
      } else {
        addParts([], stride: 0, to: target, sum)
      }
      return finish.map { finish in sumOverRows(sum.neurons, inputs: sum.inputs) { finish($0) } } ?? 0
    }
  }

  /// Slab by slab; threads share the work by rows of weights (and columns, if there are few rows).
  private func addByRows(
    _ slabs: [ProductSum.Slab], _ sweep: ProductSweep, _ target: ProductSweep.Target, _ finish: RowFinish?
  ) -> Float {
    let pieces = SweepPieces(neurons: sweep.sum.neurons, inputs: sweep.sum.inputs, threads: parallel.threads)
    let longest = slabs.reduce(0) { max($0, $1.total) }
    let rightCount = longest * pieces.panels * ProductSweep.panelColumns
    let leftCount = longest * pieces.blocksPerPiece * ProductSweep.panelRows
    let buffer = AlignedBuffer(count: rightCount + parallel.threads * leftCount)
    let right = buffer.elements.baseAddress!
    let isFused = pieces.stretches == 1
    var status = [Float](repeating: 0, count: pieces.count)
    status.withUnsafeMutableBufferPointer { status in
      for (index, slab) in slabs.enumerated() {
        parallel(for: slab.total * sweep.sum.inputs).forEach(pieces.panels) { panel, _ in
          sweep.packRight(slab, panel: panel, into: right + panel * slab.total * ProductSweep.panelColumns)
        }
        var target = target
        if index > 0 { target.base = UnsafePointer(target.out) }
        parallel(forProduct: slab.total * sweep.sum.neurons * sweep.sum.inputs).forEach(pieces.count) { piece, worker in
          let (blocks, panels) = (pieces.blocks(of: piece), pieces.panels(of: piece))
          let left = right + rightCount + worker * leftCount
          for (place, block) in blocks.enumerated() {
            sweep.packLeft(slab, block: block, into: left + place * slab.total * ProductSweep.panelRows)
          }
          sweep.add(slab, blocks: blocks, panels: panels, left: left, right: right, to: target)
          if isFused, index == slabs.count - 1, let finish { status[piece] = finish(pieces.rows(of: piece)) }
        }
      }
    }
    withExtendedLifetime(buffer) {}
    guard let finish, !isFused else { return status.reduce(0, +) }
    return sumOverRows(sweep.sum.neurons, inputs: sweep.sum.inputs) { finish($0) }
  }

  /// Slabs in shards of their own sums, which are added in order: many samples, few weights, as in a convolution.
  private func addByShards(
    _ slabs: [ProductSum.Slab], _ sweep: ProductSweep, _ target: ProductSweep.Target
  ) {
    let shards = min(Self.mostShards, slabs.count)
    let weights = sweep.sum.neurons * sweep.sum.inputs
    let (panels, blocks) = (ProductSweep.panels(sweep.sum.inputs), ProductSweep.blocks(sweep.sum.neurons))
    let longest = slabs.reduce(0) { max($0, $1.total) }
    let rightCount = longest * panels * ProductSweep.panelColumns
    let scratchCount = rightCount + longest * ProductSweep.panelRows
    let scratch = AlignedBuffer(count: parallel.threads * scratchCount)
    let sums = AlignedBuffer(count: shards * weights)
    let parts = sums.elements.baseAddress!
    parallel.forEach(shards) { shard, worker in
      let right = scratch.elements.baseAddress! + worker * scratchCount
      var part = ProductSweep.Target(
        weights: target.weights, base: nil, mask: target.mask, out: parts + shard * weights)
      for slab in slabs[shard * slabs.count / shards..<(shard + 1) * slabs.count / shards] {
        for panel in 0..<panels {
          sweep.packRight(slab, panel: panel, into: right + panel * slab.total * ProductSweep.panelColumns)
        }
        for block in 0..<blocks {
          sweep.packLeft(slab, block: block, into: right + rightCount)
          sweep.add(
            slab, blocks: block..<block + 1, panels: 0..<panels, left: right + rightCount, right: right, to: part)
        }
        part.base = UnsafePointer(part.out)
      }
    }
    addParts((0..<shards).map { UnsafePointer(parts + $0 * weights) }, stride: weights, to: target, sweep.sum)
    withExtendedLifetime((scratch, sums)) {}
  }

  /// out = base + Σ parts, which lie `stride` apart.
  private func addParts(
    _ parts: [UnsafePointer<Float>], stride: Int, to target: ProductSweep.Target, _ sum: ProductSum
  ) {
    _ = sumOverRows(sum.neurons, inputs: sum.inputs) { rows in
      let (first, count) = (rows.lowerBound * sum.inputs, rows.count * sum.inputs)
      if let part = parts.first {
        kernels.products.add_changes(
          target.base.map { $0 + first }, part + first, stride, Int32(parts.count), 1, nil, target.out + first, count)
      } else if let base = target.base {
        (target.out + first).update(from: base + first, count: count)
      } else {
        (target.out + first).update(repeating: 0, count: count)
      }
      return 0
    }
  }
}
