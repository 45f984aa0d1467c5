/// Sums XᵀX and XᵀY over the rows of matrices that arrive in chunks, so that X is never stored as a whole.
///
/// Single-precision rows are multiplied in single precision, at most `rowsPerProduct` at a time, and added up in double
/// precision in the order of arrival. The sums are the same for any number of threads: each thread owns blocks of the
/// result.
public struct GramAccumulator: Sendable {
  /// Width of X.
  public let columns: Int
  /// Width of Y; 0 when only XᵀX is wanted.
  public let targets: Int
  /// Rows added so far.
  public private(set) var count = 0
  /// XᵀX; only the blocks on and above the diagonal are kept up to date.
  private var upperGram: [Double]
  /// XᵀY `[columns, targets]`, row-major.
  public private(set) var cross: [Double]

  /// Longest sum in single precision: its rounding error stays below 10⁻⁶ of the terms' magnitude.
  private static let rowsPerProduct = 512

  public init(columns: Int, targets: Int = 0) {
    self.columns = columns
    self.targets = targets
    upperGram = [Double](repeating: 0, count: columns * columns)
    cross = [Double](repeating: 0, count: columns * targets)
  }

  /// XᵀX `[columns, columns]`, row-major and exactly symmetric.
  public var gram: [Double] {
    var full = upperGram
    for row in 0..<columns {
      for column in 0..<row { full[row * columns + column] = full[column * columns + row] }
    }
    return full
  }

  /// Adds `count` rows of X, and of Y if there is one; all are contiguous.
  ///
  /// - Parameters:
  ///   - x: `[count, columns]`
  ///   - y: `[count, targets]`; may be nil when `targets` is 0.
  public mutating func add(
    _ x: UnsafePointer<Float>, targets y: UnsafePointer<Float>? = nil, count: Int, parallel: Parallel = Parallel()
  ) {
    precondition(targets == 0 || y != nil, "targets are missing")
    let (columns, targets) = (columns, targets)
    let scratch = (0..<parallel.threads).map { _ in
      AlignedBuffer(count: LinearAlgebra.blockSide * LinearAlgebra.blockSide)
    }
    var start = 0
    while start < count {
      let rows = min(Self.rowsPerProduct, count - start)
      let (x, y) = (x + start * columns, y.map { $0 + start * targets })
      forEachBlock(parallel) { block, sum, worker in
        let product = scratch[worker].elements.baseAddress!
        let (i, j) = (block.rows, block.columns)
        let (right, width) = block.isCross ? (y ?? x, targets) : (x, columns)
        BLAS.multiply(
          x + i.lowerBound, columns, transposed: true, right + j.lowerBound, width, transposed: false,
          into: product, j.count, m: i.count, n: j.count, k: rows, beta: 0)
        for row in 0..<i.count {
          let target = sum + (i.lowerBound + row) * width + j.lowerBound
          for column in 0..<j.count { target[column] += Double(product[row * j.count + column]) }
        }
      }
      start += rows
    }
    self.count += count
  }

  /// Adds rows in double precision throughout, for matrices whose small eigenvalues matter; half as fast.
  public mutating func add(
    _ x: UnsafePointer<Double>, targets y: UnsafePointer<Double>? = nil, count: Int, parallel: Parallel = Parallel()
  ) {
    precondition(targets == 0 || y != nil, "targets are missing")
    let (columns, targets) = (columns, targets)
    forEachBlock(parallel) { block, sum, _ in
      let (i, j) = (block.rows, block.columns)
      let (right, width) = block.isCross ? (y ?? x, targets) : (x, columns)
      BLAS.multiply(
        x + i.lowerBound, columns, transposed: true, right + j.lowerBound, width, transposed: false,
        into: sum + i.lowerBound * width + j.lowerBound, width, m: i.count, n: j.count, k: count, beta: 1)
    }
    self.count += count
  }

  private struct Block {
    var rows: Range<Int>
    var columns: Range<Int>
    /// Whether the block is one of XᵀY.
    var isCross: Bool
  }

  /// Calls `body` for every block on or above the diagonal of XᵀX and every block of XᵀY, with the matrix that it lies in.
  private mutating func forEachBlock(
    _ parallel: Parallel, _ body: (_ block: Block, _ sum: UnsafeMutablePointer<Double>, _ worker: Int) -> Void
  ) {
    let side = LinearAlgebra.blocks(columns)
    var blocks: [Block] = []
    for i in 0..<side {
      let rows = LinearAlgebra.block(i, of: columns)
      blocks += (i..<side).map {
        Block(rows: rows, columns: LinearAlgebra.block($0, of: columns), isCross: false)
      }
      blocks += (0..<LinearAlgebra.blocks(targets)).map {
        Block(rows: rows, columns: LinearAlgebra.block($0, of: targets), isCross: true)
      }
    }
    upperGram.withUnsafeMutableBufferPointer { gram in
      cross.withUnsafeMutableBufferPointer { cross in
        parallel.forEach(blocks.count) { piece, worker in
          let block = blocks[piece]
          guard let sum = block.isCross ? cross.baseAddress : gram.baseAddress else { return }
          body(block, sum, worker)
        }
      }
    }
  }
}
