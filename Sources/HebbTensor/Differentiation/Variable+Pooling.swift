/// What becomes of the values in square windows over the positions. Shape: `[samples, channels, height, width]` →
/// `[samples, channels, output height, output width]`, where an output length is (length + 2 · padding − size) / stride + 1,
/// rounded down.
extension Variable {
  /// The mean over each window; what lies beyond the border counts as 0.
  ///
  /// - Parameters:
  ///   - size: side of the windows.
  ///   - stride: from one window to the next; by default the size.
  ///   - padding: how far windows reach beyond the border; at most half the size.
  public func averagePooled(
    size: Int, stride: Int? = nil, padding: Int = 0, parallel: Parallel = Parallel()
  ) -> Variable {
    let windows = poolingWindows(size, stride ?? size, padding)
    let share = 1 / Float(size * size)
    let maps = shape[0] * shape[1]
    let (area, outputArea) = (windows.height * windows.width, windows.outputHeight * windows.outputWidth)
    let pooled = Tensor(shape: [shape[0], shape[1], windows.outputHeight, windows.outputWidth]) { pooled in
      value.withUnsafePointer { x in
        nonisolated(unsafe) let (x, pooled) = (x, pooled)
        Self.forEachMap(maps, parallel) { map in
          let (x, y) = (x + map * area, pooled + map * outputArea)
          Self.forEachWindow(windows) { window, rows, columns in
            var sum: Float = 0
            for row in rows { for column in columns { sum += x[row * windows.width + column] } }
            y[window] = share * sum
          }
        }
      }
    }
    return Variable(
      pooled,
      from: [
        edge { gradient, sum in
          gradient.withUnsafePointer { dy in
            sum.scatter { dx in
              nonisolated(unsafe) let (dy, dx) = (dy, dx)
              Self.forEachMap(maps, parallel) { map in
                let (dx, dy) = (dx + map * area, dy + map * outputArea)
                Self.forEachWindow(windows) { window, rows, columns in
                  let part = share * dy[window]
                  for row in rows { for column in columns { dx[row * windows.width + column] += part } }
                }
              }
            }
          }
        }
      ])
  }

  /// The largest value in each window, the border left out. The gradient goes to the largest; of equal ones to the first.
  /// Parameters as for `averagePooled`.
  public func maximumPooled(
    size: Int, stride: Int? = nil, padding: Int = 0, parallel: Parallel = Parallel()
  ) -> Variable {
    let windows = poolingWindows(size, stride ?? size, padding)
    let maps = shape[0] * shape[1]
    let (area, outputArea) = (windows.height * windows.width, windows.outputHeight * windows.outputWidth)
    // Found again for the gradient, which takes less time than to keep them.
    @Sendable func winner(_ x: UnsafePointer<Float>, _ rows: Range<Int>, _ columns: Range<Int>) -> Int {
      var winner = rows.lowerBound * windows.width + columns.lowerBound
      for row in rows {
        // Not `>`: a comparison with NaN is false, and NaN is to win.
        for i in row * windows.width + columns.lowerBound..<row * windows.width + columns.upperBound
        where !(x[i] <= x[winner]) && !x[winner].isNaN { winner = i }
      }
      return winner
    }
    let input = value
    let pooled = Tensor(shape: [shape[0], shape[1], windows.outputHeight, windows.outputWidth]) { pooled in
      input.withUnsafePointer { x in
        nonisolated(unsafe) let (x, pooled) = (x, pooled)
        Self.forEachMap(maps, parallel) { map in
          let (x, y) = (x + map * area, pooled + map * outputArea)
          Self.forEachWindow(windows) { y[$0] = x[winner(x, $1, $2)] }
        }
      }
    }
    return Variable(
      pooled,
      from: [
        edge { gradient, sum in
          gradient.withUnsafePointer { dy in
            input.withUnsafePointer { x in
              sum.scatter { dx in
                nonisolated(unsafe) let (dy, x, dx) = (dy, x, dx)
                Self.forEachMap(maps, parallel) { map in
                  let (x, dx, dy) = (x + map * area, dx + map * area, dy + map * outputArea)
                  Self.forEachWindow(windows) { dx[winner(x, $1, $2)] += dy[$0] }
                }
              }
            }
          }
        }
      ])
  }

  private func poolingWindows(_ size: Int, _ stride: Int, _ padding: Int) -> PoolingWindows {
    precondition(shape.count == 4, "shape \(shape) is not [samples, channels, height, width]")
    return PoolingWindows(height: shape[2], width: shape[3], size: size, stride: stride, padding: padding)
  }

  /// Maps are small: many are handed to a thread at a time.
  @inline(__always)
  private static func forEachMap(_ maps: Int, _ parallel: Parallel, _ body: (_ map: Int) -> Void) {
    let block = 64
    parallel.forEach((maps + block - 1) / block) { piece, _ in
      for map in piece * block..<min((piece + 1) * block, maps) { body(map) }
    }
  }

  @inline(__always)
  private static func forEachWindow(
    _ windows: PoolingWindows, _ body: (_ window: Int, _ rows: Range<Int>, _ columns: Range<Int>) -> Void
  ) {
    var window = 0
    for y in 0..<windows.outputHeight {
      let rows = windows.covered(y, of: windows.height)
      for x in 0..<windows.outputWidth {
        body(window, rows, windows.covered(x, of: windows.width))
        window += 1
      }
    }
  }
}
