import HebbTensor

/// How the weight vectors of a layer lie to each other.
struct WeightGeometry {
  /// The cosine from which on two neurons count as one.
  static let sameDirection: Float = 0.99
  /// More neurons than these are not compared: the time grows with their square.
  private static let mostCompared = 4096
  /// Rows that are compared with all others at a time.
  private static let block = 512

  let neurons: Int
  /// Fraction of the compared neurons whose weights have the direction of an earlier one's.
  let copies: Double
  /// How many directions the weights span, (Σ λ)² / Σ λ² over the eigenvalues λ of the Gram matrix of the weights at
  /// length 1 (the participation ratio): 1 if all are parallel, and as many as there are neurons if all are orthogonal.
  let effectiveRank: Double
  /// Mean length of the weight vectors.
  let meanLength: Double

  /// - Parameter weights: `[neurons, …]`. Neurons without weights count for nothing.
  init(_ weights: Tensor, parallel: Parallel) {
    let norms = weights.rowNorms
    neurons = norms.count
    meanLength = norms.isEmpty ? 0 : norms.reduce(0) { $0 + Double($1) } / Double(norms.count)
    let rows = weights.firstRows(Self.mostCompared).unitRows
    let count = rows.shape[0]
    var (repeated, squares) = (0, 0.0)
    for start in stride(from: 0, to: count, by: Self.block) {
      let part = rows.rows(start..<min(start + Self.block, count))
      let cosines = LinearAlgebra.multiply(part, rows, transposingB: true, parallel: parallel)
      cosines.withUnsafeBufferPointer { cosines in
        for row in 0..<part.shape[0] {
          let line = cosines[row * count..<(row + 1) * count]
          squares += line.reduce(0.0) { $0 + Double($1) * Double($1) }
          if line.prefix(start + row).contains(where: { $0 > Self.sameDirection }) { repeated += 1 }
        }
      }
    }
    copies = count > 0 ? Double(repeated) / Double(count) : 0
    // The trace of the Gram matrix of unit vectors is their number, and the sum of the squares of its eigenvalues that of
    // its elements.
    effectiveRank = squares > 0 ? Double(count) * Double(count) / squares : 0
  }
}
