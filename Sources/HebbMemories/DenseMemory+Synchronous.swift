import CHebbKernels
import HebbTensor

extension DenseMemory {
  /// All units of all states at once: overlaps, their functions, and the way back, in slices of states whose overlaps
  /// stay small.
  func updated(_ states: Tensor, _ parallel: Parallel) -> Tensor {
    let (count, units, patternCount) = (states.shape[0], units, patterns.shape[0])
    // A slice is part of the result only through the blocks of its products: see `LinearAlgebra.blockSide`.
    let slice = 512
    var next = Tensor(uninitializedShape: [count, units])
    next.withUnsafeUninitializedBufferPointer { next in
      states.withUnsafeBufferPointer { states in
        patterns.withUnsafeBufferPointer { patterns in
          guard let next = next.baseAddress, let states = states.baseAddress, let patterns = patterns.baseAddress else {
            return
          }
          var gains = Tensor(uninitializedShape: [min(slice, count), patternCount])
          gains.withUnsafeUninitializedBufferPointer { gains in
            guard let gains = gains.baseAddress else { return }
            for first in stride(from: 0, to: count, by: slice) {
              let rows = min(slice, count - first)
              let (from, to) = (states + first * units, next + first * units)
              LinearAlgebra.multiply(
                from, patterns, into: gains, rows: rows, columns: patternCount, inner: units, transposingB: true,
                parallel: parallel)
              let curvatures = weigh(gains, rows: rows, parallel)
              LinearAlgebra.multiply(
                gains, patterns, into: to, rows: rows, columns: units, inner: patternCount, parallel: parallel)
              for row in 0..<rows {
                for i in row * units..<(row + 1) * units {
                  to[i] = Sign.of(to[i] + from[i] * curvatures[row], keeping: from[i])
                }
              }
            }
          }
        }
      }
    }
    return next
  }

  /// Replaces overlaps `[rows, patterns]` by their gains, and returns the sum of the curvatures of each row.
  private func weigh(_ overlaps: UnsafeMutablePointer<Float>, rows: Int, _ parallel: Parallel) -> [Float] {
    let count = patterns.shape[0]
    var curvatures = [Float](repeating: 0, count: rows)
    curvatures.withUnsafeMutableBufferPointer { curvatures in
      parallel.forEach(rows) { row, _ in
        withUnsafeTemporaryAllocation(of: Float.self, capacity: 2 * (units + 1)) { table in
          guard let table = table.baseAddress else { return }
          let m = overlaps + row * count
          let kernels = MemoryKernels.selected
          let extent = kernels.extent(m, count)
          tables.fill(table, table + units + 1, base: tables.base(least: extent.least, greatest: extent.greatest))
          curvatures[row] = kernels.look_up(m, count, Int32(units), table, table + units + 1, m)
        }
      }
    }
    return curvatures
  }
}
