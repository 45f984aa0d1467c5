import COpenBLAS

/// The only file that calls BLAS and LAPACK: another library (Accelerate) takes its place by offering the same
/// members.
///
/// OpenBLAS runs on one thread. Its own threads divide a product according to their number, which changes the order of
/// summation; ours divide it into fixed blocks (see `LinearAlgebra.multiply`), so that results do not depend on them.
enum BLAS {
  private static let singleThread: Void = openblas_set_num_threads(1)

  /// Name and version of the library, and the processor whose code it has chosen: "OpenBLAS 0.3.21, code for Zen".
  static var libraryName: String {
    // "OpenBLAS 0.3.21 NO_LAPACKE DYNAMIC_ARCH NO_AFFINITY Zen MAX_THREADS=64"
    let configuration = openblas_get_config().map { String(cString: $0) } ?? ""
    let name = configuration.split(separator: " ").prefix(2).joined(separator: " ")
    let core = openblas_get_corename().map { String(cString: $0) } ?? ""
    return (name.isEmpty ? "OpenBLAS" : name) + (core.isEmpty ? "" : ", code for \(core)")
  }

  /// C ← A B + β C, for row-major matrices A `[m, k]`, B `[k, n]`, C `[m, n]`, of which the rows start `lda`, `ldb` and
  /// `ldc` elements apart; a transposed operand is stored as `[k, m]` or `[n, k]`.
  static func multiply(
    _ a: UnsafePointer<Float>, _ lda: Int, transposed transposeA: Bool,
    _ b: UnsafePointer<Float>, _ ldb: Int, transposed transposeB: Bool,
    into c: UnsafeMutablePointer<Float>, _ ldc: Int, m: Int, n: Int, k: Int, beta: Float
  ) {
    _ = singleThread
    cblas_sgemm(
      CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans, transposeB ? CblasTrans : CblasNoTrans,
      Int32(m), Int32(n), Int32(k), 1, a, Int32(max(lda, 1)), b, Int32(max(ldb, 1)), beta, c, Int32(max(ldc, 1)))
  }

  /// The same in double precision.
  static func multiply(
    _ a: UnsafePointer<Double>, _ lda: Int, transposed transposeA: Bool,
    _ b: UnsafePointer<Double>, _ ldb: Int, transposed transposeB: Bool,
    into c: UnsafeMutablePointer<Double>, _ ldc: Int, m: Int, n: Int, k: Int, beta: Double
  ) {
    _ = singleThread
    cblas_dgemm(
      CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans, transposeB ? CblasTrans : CblasNoTrans,
      Int32(m), Int32(n), Int32(k), 1, a, Int32(max(lda, 1)), b, Int32(max(ldb, 1)), beta, c, Int32(max(ldc, 1)))
  }

  /// Largest size for which the workspace of `symmetricEigen`, 1 + 6n + 2n² elements, can be told to LAPACK (Int32).
  static let largestEigenproblem = 32_766

  /// Replaces the symmetric matrix `[n, n]` by its orthonormal eigenvectors, one per row, and fills `values`, ascending.
  ///
  /// Returns LAPACK's `info`: 0 for success. The workspace is explicit: the convenience function asks LAPACK for its
  /// size, which comes back through a float and is too small above n = 2,894.
  static func symmetricEigen(
    _ matrix: UnsafeMutablePointer<Float>, _ values: UnsafeMutablePointer<Float>, n: Int
  ) -> Int {
    _ = singleThread
    let (real, integer) = eigenWorkspace(n)
    return withUnsafeTemporaryAllocation(of: Float.self, capacity: real) { work in
      withUnsafeTemporaryAllocation(of: Int32.self, capacity: integer) { integers in
        Int(
          LAPACKE_ssyevd_work(
            LAPACK_COL_MAJOR, vectorsToo, lowerTriangle, Int32(n), matrix, Int32(n), values, work.baseAddress,
            Int32(real), integers.baseAddress, Int32(integer)))
      }
    }
  }

  /// The same in double precision.
  static func symmetricEigen(
    _ matrix: UnsafeMutablePointer<Double>, _ values: UnsafeMutablePointer<Double>, n: Int
  ) -> Int {
    _ = singleThread
    let (real, integer) = eigenWorkspace(n)
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: real) { work in
      withUnsafeTemporaryAllocation(of: Int32.self, capacity: integer) { integers in
        Int(
          LAPACKE_dsyevd_work(
            LAPACK_COL_MAJOR, vectorsToo, lowerTriangle, Int32(n), matrix, Int32(n), values, work.baseAddress,
            Int32(real), integers.baseAddress, Int32(integer)))
      }
    }
  }

  /// Solves A X = B for a symmetric positive definite A `[n, n]`, which is overwritten by its Cholesky factor; the
  /// `columns` right sides lie in `b` one after the other, `[columns, n]`, and are replaced by the solutions.
  ///
  /// Returns 0, or the order of the leading minor that is not positive definite.
  static func solvePositiveDefinite(
    _ a: UnsafeMutablePointer<Double>, _ b: UnsafeMutablePointer<Double>, n: Int, columns: Int
  ) -> Int {
    _ = singleThread
    return Int(
      LAPACKE_dposv_work(LAPACK_COL_MAJOR, lowerTriangle, Int32(n), Int32(columns), a, Int32(n), b, Int32(n)))
  }

  private static func eigenWorkspace(_ n: Int) -> (real: Int, integer: Int) { (1 + 6 * n + 2 * n * n, 3 + 5 * n) }
}

private let vectorsToo = CChar(UInt8(ascii: "V"))
private let lowerTriangle = CChar(UInt8(ascii: "L"))
