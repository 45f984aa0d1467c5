/// Shrinks square images by area averaging: each new pixel is the mean over the square that it covers, in which old
/// pixels that it covers in part count in part. The mean over the whole image stays what it was.
public struct AreaAverage: Sendable {
  let side: Int
  let newSide: Int

  /// An old row (or column) under a new one, and how much of the new one it fills.
  private struct Share {
    let source: Int
    let weight: Float
  }
  /// For each new row (or column), the old ones under it; weights add up to 1.
  private let shares: [[Share]]

  /// Precondition: 1 ≤ newSide ≤ side.
  public init(side: Int, newSide: Int) {
    precondition(1 <= newSide && newSide <= side, "cannot shrink a side of \(side) to \(newSide)")
    (self.side, self.newSide) = (side, newSide)
    // In units of 1/newSide of an old pixel, so that all borders are whole numbers: an old pixel is newSide long, a new
    // one is side long.
    shares = (0..<newSide).map { target in
      let (start, end) = (target * side, (target + 1) * side)
      return (start / newSide...(end - 1) / newSide).map { source in
        let overlap = min(end, (source + 1) * newSide) - max(start, source * newSide)
        return Share(source: source, weight: Float(overlap) / Float(side))
      }
    }
  }

  /// - Parameters:
  ///   - image: `[side, side]`.
  ///   - target: `[newSide, newSide]`; filled.
  public func shrink(_ image: [Float], into target: UnsafeMutableBufferPointer<Float>) {
    precondition(image.count == side * side && target.count == newSide * newSide, "images of another size")
    var row = [Float](repeating: 0, count: side)
    for (newY, rows) in shares.enumerated() {
      for x in 0..<side { row[x] = rows.reduce(0) { $0 + $1.weight * image[$1.source * side + x] } }
      for (newX, columns) in shares.enumerated() {
        target[newY * newSide + newX] = columns.reduce(0) { $0 + $1.weight * row[$1.source] }
      }
    }
  }
}
