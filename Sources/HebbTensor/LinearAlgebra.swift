/// Dense linear algebra whose results are the same, bit for bit, for any number of threads.
public enum LinearAlgebra {
  /// Side of the blocks of a result that are computed independently of each other. Part of the numerical result (the
  /// library may sum in another order at the edge of a block): changing it changes last bits.
  static let blockSide = 256

  /// The BLAS library at work, with its version.
  public static var libraryName: String { BLAS.libraryName }

  /// Products with fewer multiplications than this run on the calling thread.
  private static let worthAThread = 1 << 20

  /// The matrix product op(A) op(B) `[m, n]`, where op transposes or does nothing.
  ///
  /// Precondition: both are matrices, and the inner lengths agree.
  ///
  /// - Parameters:
  ///   - a: `[m, k]`, or `[k, m]` when transposed.
  ///   - b: `[k, n]`, or `[n, k]` when transposed.
  /// - Complexity: O(m n k)
  public static func multiply(
    _ a: Tensor, _ b: Tensor, transposingA: Bool = false, transposingB: Bool = false, parallel: Parallel = Parallel()
  ) -> Tensor {
    precondition(a.shape.count == 2 && b.shape.count == 2, "shapes \(a.shape) and \(b.shape) are not matrices")
    let (m, k) = transposingA ? (a.shape[1], a.shape[0]) : (a.shape[0], a.shape[1])
    let (inner, n) = transposingB ? (b.shape[1], b.shape[0]) : (b.shape[0], b.shape[1])
    precondition(
      k == inner, "\(a.shape)\(transposingA ? "ᵀ" : "") and \(b.shape)\(transposingB ? "ᵀ" : "") do not multiply")
    var product = Tensor(shape: [m, n])
    guard product.count > 0, k > 0 else { return product }
    product.withUnsafeMutableBufferPointer { c in
      a.withUnsafeBufferPointer { a in
        b.withUnsafeBufferPointer { b in
          multiply(
            a.baseAddress!, b.baseAddress!, into: c.baseAddress!, rows: m, columns: n, inner: k,
            transposingA: transposingA, transposingB: transposingB, parallel: parallel)
        }
      }
    }
    return product
  }

  /// C ← op(A) op(B), or C ← C + op(A) op(B) when `adding`, on memory of the caller's; all three are row-major, and C
  /// overlaps neither of the others.
  ///
  /// - Parameters:
  ///   - c: `[rows, columns]`
  ///   - inner: the length summed over.
  ///   - strides: how many elements apart the rows of A, B and C begin, as they are stored; contiguous where nil.
  public static func multiply(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, into c: UnsafeMutablePointer<Float>,
    rows m: Int, columns n: Int, inner k: Int, transposingA: Bool = false, transposingB: Bool = false,
    adding: Bool = false, strides: (a: Int?, b: Int?, c: Int?) = (nil, nil, nil), parallel: Parallel = Parallel()
  ) {
    let (lda, ldb, ldc) = (strides.a ?? (transposingA ? m : k), strides.b ?? (transposingB ? k : n), strides.c ?? n)
    forEachBlock(rows: m, columns: n, work: m * n * k, parallel) { i, j in
      BLAS.multiply(
        a + i.lowerBound * (transposingA ? 1 : lda), lda, transposed: transposingA,
        b + j.lowerBound * (transposingB ? ldb : 1), ldb, transposed: transposingB,
        into: c + i.lowerBound * ldc + j.lowerBound, ldc, m: i.count, n: j.count, k: k, beta: adding ? 1 : 0)
    }
  }

  /// The same in double precision.
  public static func multiply(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, into c: UnsafeMutablePointer<Double>,
    rows m: Int, columns n: Int, inner k: Int, transposingA: Bool = false, transposingB: Bool = false,
    adding: Bool = false, parallel: Parallel = Parallel()
  ) {
    let (lda, ldb) = (transposingA ? m : k, transposingB ? k : n)
    forEachBlock(rows: m, columns: n, work: m * n * k, parallel) { i, j in
      BLAS.multiply(
        a + i.lowerBound * (transposingA ? 1 : lda), lda, transposed: transposingA,
        b + j.lowerBound * (transposingB ? ldb : 1), ldb, transposed: transposingB,
        into: c + i.lowerBound * n + j.lowerBound, n, m: i.count, n: j.count, k: k, beta: adding ? 1 : 0)
    }
  }

  /// Calls `body` for every block of a `[rows, columns]` matrix, with the ranges that it covers.
  private static func forEachBlock(
    rows: Int, columns: Int, work: Int, _ parallel: Parallel, _ body: (Range<Int>, Range<Int>) -> Void
  ) {
    let (down, across) = (blocks(rows), blocks(columns))
    (work < worthAThread ? Parallel(threads: 1) : parallel).forEach(down * across) { piece, _ in
      body(block(piece / across, of: rows), block(piece % across, of: columns))
    }
  }

  /// How many blocks cover `length` rows or columns.
  static func blocks(_ length: Int) -> Int { (length + blockSide - 1) / blockSide }

  /// The rows or columns of block `index`.
  static func block(_ index: Int, of length: Int) -> Range<Int> {
    index * blockSide..<min((index + 1) * blockSide, length)
  }
}
