import CHebbKernels
import HebbTensor

/// The packed factors of one slab, and how they are multiplied into weights.
struct ProductSweep {
  static let panelRows = Int(HEBB_PANEL_ROWS)
  static let panelColumns = Int(HEBB_PANEL_COLUMNS)

  let kernels: UpdateKernels
  let sum: ProductSum
  /// Of the terms, in their order.
  let factors: [Factors]

  struct Factors {
    let left: UnsafePointer<Float>
    let right: UnsafePointer<Float>
    let mean: UnsafePointer<Float>?
  }

  /// Where the sum is added, all matrices `[neurons, inputs]`.
  struct Target {
    /// w, of which the powers are.
    let weights: UnsafePointer<Float>?
    /// What the sum is added to; nil for zero.
    var base: UnsafePointer<Float>?
    let mask: UnsafePointer<Float>?
    let out: UnsafeMutablePointer<Float>
  }

  static func panels(_ inputs: Int) -> Int { (inputs + panelColumns - 1) / panelColumns }
  static func blocks(_ neurons: Int) -> Int { (neurons + panelRows - 1) / panelRows }

  /// Packs panel `panel` of the right factors, `[slab.total, panelColumns]`.
  func packRight(_ slab: ProductSum.Slab, panel: Int, into memory: UnsafeMutablePointer<Float>) {
    let first = panel * Self.panelColumns
    let columns = min(Self.panelColumns, sum.inputs - first)
    var place = memory
    for run in slab.runs {
      let (term, factor) = (sum.terms[run.term], factors[run.term])
      kernels.products.pack_right(
        factor.right + run.rows.lowerBound * sum.inputs + first, sum.inputs, Int32(run.rows.count), Int32(columns),
        factor.mean.map { $0 + first }, Int32(term.inputPower), place)
      place += run.rows.count * Self.panelColumns
    }
  }

  /// Packs the left factors of the neurons of block `block`, `[slab.total, panelRows]`.
  func packLeft(_ slab: ProductSum.Slab, block: Int, into memory: UnsafeMutablePointer<Float>) {
    let first = block * Self.panelRows
    let columns = min(Self.panelRows, sum.neurons - first)
    var place = memory
    for run in slab.runs {
      kernels.products.pack_left(
        factors[run.term].left + run.rows.lowerBound * sum.neurons + first, sum.neurons, Int32(run.rows.count),
        Int32(columns), sum.terms[run.term].quadratic, place)
      place += run.rows.count * Self.panelRows
    }
  }

  /// Adds the sum of a slab for some blocks of neurons and panels of inputs.
  ///
  /// - Parameters:
  ///   - left: the packed factors of `blocks`, one after the other.
  ///   - right: those of all panels.
  func add(
    _ slab: ProductSum.Slab, blocks: Range<Int>, panels: Range<Int>, left: UnsafePointer<Float>,
    right: UnsafePointer<Float>, to target: Target
  ) {
    for panel in panels {
      for block in blocks {
        let corner = block * Self.panelRows * sum.inputs + panel * Self.panelColumns
        var tile = HebbTile(
          rows: Int32(min(Self.panelRows, sum.neurons - block * Self.panelRows)),
          columns: Int32(min(Self.panelColumns, sum.inputs - panel * Self.panelColumns)), stride: sum.inputs,
          next: block < blocks.upperBound - 1 ? Self.panelRows * sum.inputs : 0, steps: slab.steps,
          weights: target.weights.map { $0 + corner }, base: target.base.map { $0 + corner },
          mask: target.mask.map { $0 + corner }, out: target.out + corner)
        kernels.products.add_product(
          &tile, left + (block - blocks.lowerBound) * slab.total * Self.panelRows,
          right + panel * slab.total * Self.panelColumns)
      }
    }
  }
}
