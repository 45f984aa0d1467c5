import CHebbKernels
import HebbTensor

extension UpdateEngine {
  /// `target.out` = base + mask ∘ the update; see `compute` for sums.
  ///
  /// - Complexity: 2 samples · neurons · inputs multiplications, and about a sixth more for `upToOwn`.
  func compute(_ update: ResidualUpdate, into target: ProductSweep.Target, finish: RowFinish?) -> Float {
    var sum = ProductSum(neurons: update.neurons, inputs: update.inputs)
    guard update.samples > 0, let weights = target.weights else { return compute(sum, into: target, finish: finish) }
    switch update.extent {
    case .all:
      sum.add(
        ProductTerm(
          weightPower: 0, left: update.post, quadratic: .linear(update.factor),
          right: residual(update, weights)))
      return compute(sum, into: target, finish: finish)
    case .upToOwn:
      addInOrder(update, weights, target)
      return finish.map { finish in sumOverRows(update.neurons, inputs: update.inputs) { finish($0) } } ?? 0
    }
  }

  /// X − x̄ − Y W `[samples, inputs]`
  private func residual(_ update: ResidualUpdate, _ weights: UnsafePointer<Float>) -> Tensor {
    var residual = Tensor(uninitializedShape: [update.samples, update.inputs])
    residual.withUnsafeUninitializedBufferPointer { residual in
      let out = residual.baseAddress!
      forEachSlab(of: update, weights, blockLength: 5 * ProductSweep.panelColumns) { sweep in
        let panelCount = sweep.samples.count * ProductSweep.panelColumns
        let scratch = WorkerMemory(count: panelCount + sweep.blockLength * ProductSweep.panelColumns, parallel)
        parallel.forEach(ProductSweep.panels(update.inputs)) { panel, worker in
          let part = scratch[worker]
          sweep.begin(panel: panel, part)
          for block in 0..<sweep.blocks {
            sweep.packWeights(sweep.block(block), panel: panel, part + panelCount)
            sweep.subtract(sweep.block(block), panel: panel, weights: part + panelCount, from: part)
          }
          for (row, sample) in sweep.samples.enumerated() {
            (out + sample * update.inputs + panel * ProductSweep.panelColumns).update(
              from: part + row * ProductSweep.panelColumns, count: sweep.width(of: panel))
          }
        }
      }
    }
    return residual
  }

  /// Block by block: what the neurons up to each explain is subtracted from the residual that it learns from.
  private func addInOrder(
    _ update: ResidualUpdate, _ weights: UnsafePointer<Float>, _ target: ProductSweep.Target
  ) {
    let (rows, columns) = (ProductSweep.panelRows, ProductSweep.panelColumns)
    withPointers([update.post]) { post in
      forEachSlab(of: update, weights, blockLength: columns) { sweep in
        var target = target
        if sweep.samples.lowerBound > 0 { target.base = UnsafePointer(target.out) }
        let steps = sweep.samples.count + columns
        let left = AlignedBuffer(count: ProductSweep.blocks(update.neurons) * steps * rows)
        let panels = left.elements.baseAddress!
        parallel.forEach(sweep.blocks) { block, _ in
          sweep.packOwn(block: block, post: post[0], factor: update.factor, panels)
        }
        let scratch = WorkerMemory(count: steps * columns, parallel)
        parallel.forEach(ProductSweep.panels(update.inputs)) { panel, worker in
          let residual = scratch[worker]
          let own = residual + sweep.samples.count * columns
          sweep.begin(panel: panel, residual)
          for block in 0..<sweep.blocks {
            sweep.packWeights(sweep.block(block), panel: panel, own)
            sweep.add(block: block, panel: panel, left: panels, residual: residual, to: target)
            sweep.subtract(sweep.block(block), panel: panel, weights: own, from: residual)
          }
        }
        withExtendedLifetime(left) {}
      }
    }
  }

  private func forEachSlab(
    of update: ResidualUpdate, _ weights: UnsafePointer<Float>, blockLength: Int, _ body: (ResidualSweep) -> Void
  ) {
    withPointers([update.y, update.x] + (update.mean.map { [$0] } ?? [])) { pointers in
      for samples in update.slabs {
        let packed = AlignedBuffer(count: ResidualSweep.packedCount(samples: samples.count, neurons: update.neurons))
        let sweep = ResidualSweep(
          kernels: kernels, neurons: update.neurons, inputs: update.inputs, samples: samples, blockLength: blockLength,
          x: pointers[1], mean: pointers.count > 2 ? pointers[2] : nil, y: pointers[0], weights: weights,
          packedY: packed.elements.baseAddress!)
        parallel.forEach(sweep.blocks) { block, _ in sweep.packY(block: block) }
        body(sweep)
        withExtendedLifetime(packed) {}
      }
    }
  }
}

/// Scratch memory of one size for every worker of a parallel region.
struct WorkerMemory {
  private let buffer: AlignedBuffer
  private let stride: Int

  init(count: Int, _ parallel: Parallel) {
    // Whole cache lines, so that workers do not share one.
    stride = (count + 15) / 16 * 16
    buffer = AlignedBuffer(count: stride * parallel.threads)
  }

  subscript(worker: Int) -> UnsafeMutablePointer<Float> { buffer.elements.baseAddress! + worker * stride }
}
