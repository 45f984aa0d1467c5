import CHebbKernels
import HebbTensor

extension DenseMemory {
  /// States that visit the units together: the values of a unit in all patterns are fetched once for them, while their
  /// own overlaps and gains, eight bytes a pattern, stay in the second-level cache.
  private static let block = 8

  func recallAsynchronously(_ states: Tensor, seed: UInt64, _ settings: RecallSettings) -> Recall {
    let columns = transposed(patterns)
    return Settling.asynchronously(
      states, seed: seed, limit: settings.sweepLimit, block: Self.block, parallel: settings.parallel
    ) { sweep($0, count: $1, order: $2, changes: $3, columns: columns) }
  }

  /// Visits all units once. A visit is a sum over patterns; a flip changes every overlap by 2, and with it the gains.
  private func sweep(
    _ states: UnsafeMutablePointer<Float>, count: Int, order: [Int], changes: UnsafeMutablePointer<Int>,
    columns: Tensor
  ) {
    let (units, patternCount) = (units, patterns.shape[0])
    var overlaps = Tensor(uninitializedShape: [count, patternCount])
    var gains = Tensor(uninitializedShape: [count, patternCount])
    var functions = Tensor(uninitializedShape: [count, 2 * (units + 1)])
    overlaps.withUnsafeUninitializedBufferPointer { overlaps in
      gains.withUnsafeUninitializedBufferPointer { gains in
        functions.withUnsafeUninitializedBufferPointer { functions in
          patterns.withUnsafeBufferPointer { patterns in
            columns.withUnsafeBufferPointer { columns in
              guard let overlaps = overlaps.baseAddress, let gains = gains.baseAddress,
                let functions = functions.baseAddress, let patterns = patterns.baseAddress,
                let columns = columns.baseAddress
              else { return }
              LinearAlgebra.multiply(
                states, patterns, into: overlaps, rows: count, columns: patternCount, inner: units, transposingB: true,
                parallel: Parallel(threads: 1))
              var walkers = (0..<count).map { state in
                Walker(
                  tables: tables, patternCount: patternCount, overlaps: overlaps + state * patternCount,
                  gains: gains + state * patternCount, functions: functions + state * 2 * (units + 1))
              }
              for unit in order {
                let column = columns + unit * patternCount
                for state in 0..<count {
                  let place = state * units + unit
                  let new = walkers[state].value(of: column, now: states[place])
                  guard new != states[place] else { continue }
                  walkers[state].flip(column, to: new)
                  states[place] = new
                  changes[state] += 1
                }
              }
            }
          }
        }
      }
    }
  }

  /// `[units, patterns]`
  private func transposed(_ matrix: Tensor) -> Tensor {
    let (rows, width) = (matrix.shape[0], matrix.shape[1])
    return Tensor(shape: [width, rows]) { columns in
      matrix.withUnsafeBufferPointer { matrix in
        // In squares that fit into the first-level cache.
        let side = 32
        for top in stride(from: 0, to: rows, by: side) {
          for left in stride(from: 0, to: width, by: side) {
            for column in left..<min(left + side, width) {
              for row in top..<min(top + side, rows) { columns[column * rows + row] = matrix[row * width + column] }
            }
          }
        }
      }
    }
  }
}

/// A state on its way: its overlaps with all patterns, and what they weigh.
private struct Walker {
  let tables: OverlapTables
  let patternCount: Int
  /// `[patterns]`
  let overlaps: UnsafeMutablePointer<Float>
  /// `[patterns]`
  let gains: UnsafeMutablePointer<Float>
  /// Gains and curvatures by overlap, `[2, units + 1]`.
  let functions: UnsafeMutablePointer<Float>
  private let kernels = MemoryKernels.selected
  private var curvature: Float = 0

  init(
    tables: OverlapTables, patternCount: Int, overlaps: UnsafeMutablePointer<Float>,
    gains: UnsafeMutablePointer<Float>, functions: UnsafeMutablePointer<Float>
  ) {
    (self.tables, self.patternCount) = (tables, patternCount)
    (self.overlaps, self.gains, self.functions) = (overlaps, gains, functions)
    weigh()
  }

  /// The value of the unit that the column `[patterns]` belongs to.
  func value(of column: UnsafePointer<Float>, now state: Float) -> Float {
    Sign.of(kernels.dot(column, gains, patternCount) + state * curvature, keeping: state)
  }

  mutating func flip(_ column: UnsafePointer<Float>, to value: Float) {
    kernels.add_multiple(overlaps, column, 2 * value, patternCount)
    weigh()
  }

  private mutating func weigh() {
    let extent = kernels.extent(overlaps, patternCount)
    let base = tables.base(least: extent.least, greatest: extent.greatest)
    let curvatures = functions + tables.units + 1
    tables.fill(functions, curvatures, base: base)
    curvature = kernels.look_up(overlaps, patternCount, Int32(tables.units), functions, curvatures, gains)
  }
}
