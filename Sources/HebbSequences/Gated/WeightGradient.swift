import HebbTensor

/// A product leftᵀ · right `[m, n]` of what flows back through weights and of what flowed in, summed over all rows.
struct WeightGradient {
  /// `[rows, m]`, rows `leftStride` elements apart.
  let left: UnsafePointer<Float>
  let leftStride: Int
  /// `[rows, n]`, rows `rightStride` elements apart.
  let right: UnsafePointer<Float>
  let rightStride: Int
  let rows: Int
  let out: UnsafeMutablePointer<Float>
  let shape: (m: Int, n: Int)

  /// Side of the blocks that threads compute by themselves. It is part of the numerical result.
  private static let side = 256

  /// Computes several of them side by side, so that threads have enough blocks to share.
  static func compute(_ products: [WeightGradient], parallel: Parallel) {
    let blocks = products.enumerated().flatMap { index, product in
      stride(from: 0, to: product.shape.m, by: side).flatMap { row in
        stride(from: 0, to: product.shape.n, by: side).map { (index, row, $0) }
      }
    }
    parallel.forEach(blocks.count) { piece, _ in
      let (index, row, column) = blocks[piece]
      let product = products[index]
      LinearAlgebra.multiply(
        product.left + row, product.right + column, into: product.out + row * product.shape.n + column,
        rows: min(side, product.shape.m - row), columns: min(side, product.shape.n - column), inner: product.rows,
        transposingA: true, strides: (product.leftStride, product.rightStride, product.shape.n),
        parallel: Parallel(threads: 1))
    }
  }
}
