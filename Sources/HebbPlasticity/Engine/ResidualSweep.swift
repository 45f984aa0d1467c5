import CHebbKernels
import HebbTensor

/// The residual of one slab of samples, panel by panel of the inputs, as more and more neurons' reconstruction is
/// subtracted from it.
struct ResidualSweep {
  let kernels: UpdateKernels
  let neurons: Int
  let inputs: Int
  let samples: Range<Int>
  /// Neurons whose reconstruction is subtracted at a time.
  let blockLength: Int
  let x: UnsafePointer<Float>
  let mean: UnsafePointer<Float>?
  let y: UnsafePointer<Float>
  let weights: UnsafePointer<Float>
  /// −Y by blocks of neurons, and in each by eight samples: `[neurons of the block, panelRows]`.
  let packedY: UnsafeMutablePointer<Float>

  private static let rows = ProductSweep.panelRows
  private static let columns = ProductSweep.panelColumns

  /// Floats in `packedY`.
  static func packedCount(samples: Int, neurons: Int) -> Int { (samples + rows - 1) / rows * rows * neurons }

  var blocks: Int { (neurons + blockLength - 1) / blockLength }
  func block(_ index: Int) -> Range<Int> { index * blockLength..<min(neurons, (index + 1) * blockLength) }
  private var samplePanels: Int { (samples.count + Self.rows - 1) / Self.rows }

  func packY(block index: Int) {
    let block = block(index)
    for panel in 0..<samplePanels {
      let first = samples.lowerBound + panel * Self.rows
      kernels.products.pack_left_transposed(
        y + first * neurons + block.lowerBound, neurons, Int32(min(Self.rows, samples.upperBound - first)),
        Int32(block.count), -1, packedY + place(block, panel))
    }
  }

  private func place(_ block: Range<Int>, _ panel: Int) -> Int {
    (block.lowerBound * samplePanels + panel * block.count) * Self.rows
  }

  /// Where a residual starts: X − x̄ of one panel of inputs, `[samples, panelColumns]`.
  func begin(panel: Int, _ residual: UnsafeMutablePointer<Float>) {
    let first = panel * Self.columns
    kernels.products.pack_right(
      x + samples.lowerBound * inputs + first, inputs, Int32(samples.count), Int32(width(of: panel)),
      mean.map { $0 + first }, 1, residual)
  }

  /// Copies a block's weights of one panel of inputs, `[neurons of the block, panelColumns]`.
  func packWeights(_ block: Range<Int>, panel: Int, _ memory: UnsafeMutablePointer<Float>) {
    kernels.products.pack_right(
      weights + block.lowerBound * inputs + panel * Self.columns, inputs, Int32(block.count),
      Int32(width(of: panel)), nil, 1, memory)
  }

  /// R ← R − Y_b W_b for one panel, with W_b as `packWeights` left it.
  func subtract(
    _ block: Range<Int>, panel: Int, weights: UnsafePointer<Float>, from residual: UnsafeMutablePointer<Float>
  ) {
    // Whole vectors, so that no tile is a border tile for its columns.
    let columns = (width(of: panel) + 15) / 16 * 16
    for samplePanel in 0..<samplePanels {
      let out = residual + samplePanel * Self.rows * Self.columns
      var tile = HebbTile(
        rows: Int32(min(Self.rows, samples.count - samplePanel * Self.rows)), columns: Int32(columns),
        stride: Self.columns, next: 0, steps: (0, 0, Int32(block.count)), weights: nil, base: UnsafePointer(out),
        mask: nil,
        out: out)
      kernels.products.add_product(&tile, packedY + place(block, samplePanel), weights)
    }
  }

  /// Inputs of a panel.
  func width(of panel: Int) -> Int { min(Self.columns, inputs - panel * Self.columns) }
}

// What neurons of a block subtract of each other's reconstruction, for `upToOwn`; blocks are as long as a panel is wide.
extension ResidualSweep {
  /// Packs [factor A_b | −factor tril(A_bᵀ Y_b)] for a block's neurons, `[samples + panelColumns, panelRows]` for every
  /// eight: the factors of [R; W_b].
  func packOwn(block index: Int, post: UnsafePointer<Float>, factor: Float, _ left: UnsafeMutablePointer<Float>) {
    let (rows, columns, neurons) = (ProductSweep.panelRows, ProductSweep.panelColumns, block(index))
    withUnsafeTemporaryAllocation(
      byteCount: (samples.count + rows) * columns * MemoryLayout<Float>.stride, alignment: AlignedBuffer.alignment
    ) { memory in
      guard let y = memory.bindMemory(to: Float.self).baseAddress else { return }
      let products = y + samples.count * columns
      kernels.products.pack_right(
        self.y + samples.lowerBound * self.neurons + neurons.lowerBound, self.neurons, Int32(samples.count),
        Int32(neurons.count), nil, 1, y)
      for first in stride(from: neurons.lowerBound, to: neurons.upperBound, by: rows) {
        let panel = left + first * (samples.count + columns)
        let count = min(rows, neurons.upperBound - first)
        kernels.products.pack_left(
          post + samples.lowerBound * self.neurons + first, self.neurons, Int32(samples.count), Int32(count),
          .linear(factor), panel)
        var tile = HebbTile(
          rows: Int32(rows), columns: Int32(columns), stride: columns, next: 0, steps: (0, 0, Int32(samples.count)),
          weights: nil, base: nil, mask: nil, out: products)
        kernels.products.add_product(&tile, panel, y)
        for row in 0..<count {
          let own = first + row - neurons.lowerBound
          (products + row * columns + own + 1).update(repeating: 0, count: columns - own - 1)
        }
        kernels.products.pack_left_transposed(
          products, columns, Int32(count), Int32(columns), -1, panel + samples.count * rows)
      }
    }
  }

  /// Adds the update of one block's weights of one panel.
  ///
  /// - Parameter residual: R, followed by the block's weights.
  func add(
    block index: Int, panel: Int, left: UnsafePointer<Float>, residual: UnsafePointer<Float>,
    to target: ProductSweep.Target
  ) {
    let (rows, columns, neurons) = (ProductSweep.panelRows, ProductSweep.panelColumns, block(index))
    for first in stride(from: neurons.lowerBound, to: neurons.upperBound, by: rows) {
      let corner = first * inputs + panel * columns
      let count = min(rows, neurons.upperBound - first)
      // Beyond the last neuron of these eight, the triangle is empty.
      let steps = samples.count + first + count - neurons.lowerBound
      var tile = HebbTile(
        rows: Int32(count), columns: Int32(width(of: panel)), stride: inputs, next: rows * inputs,
        steps: (0, 0, Int32(steps)),
        weights: nil, base: target.base.map { $0 + corner }, mask: target.mask.map { $0 + corner },
        out: target.out + corner)
      kernels.products.add_product(&tile, left + first * (samples.count + columns), residual)
    }
  }
}
