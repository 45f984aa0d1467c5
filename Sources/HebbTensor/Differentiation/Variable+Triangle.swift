extension Variable {
  /// max(0, x − mean of x over the channels at the same position)^power, the triangle activation. Shape: `[samples,
  /// channels, …]`, which stays.
  ///
  /// Its derivative where x is at or below the mean is taken to be 0. All of it in one pass over each sample, in which
  /// mean, difference and power stay in cache.
  ///
  /// Precondition: there are at least two axes, and the power is above 0.
  public func triangle(power: Float = 1, parallel: Parallel = Parallel()) -> Variable {
    precondition(shape.count >= 2 && power > 0, "a triangle of power \(power) over shape \(shape)")
    let (samples, channels) = (shape[0], shape[1])
    let positions = shape.dropFirst(2).reduce(1, *)
    let size = channels * positions
    let y = Tensor(shape: shape) { y in
      value.withUnsafePointer { x in
        nonisolated(unsafe) let (x, y) = (x, y)
        parallel.forEach(samples) { sample, _ in
          let (x, y) = (x + sample * size, y + sample * size)
          Self.withChannelMean(x, channels: channels, positions: positions) { mean in
            for channel in 0..<channels {
              let (x, y) = (x + channel * positions, y + channel * positions)
              for i in 0..<positions { y[i] = x[i] > mean[i] ? x[i] - mean[i] : 0 }
            }
          }
          if power != 1 { for i in 0..<size { y[i] = Self.power(y[i], power) } }
        }
      }
    }
    // With g = dy · p (x − m)^(p − 1) where x > m, and 0 elsewhere: dx = g − mean of g over the channels.
    return Variable(
      y,
      from: [
        edge { gradient, sum in
          gradient.withUnsafePointer { dy in
            y.withUnsafePointer { y in
              sum.update { dx, adding in
                nonisolated(unsafe) let (dy, y, dx) = (dy, y, dx)
                parallel.forEach(samples) { sample, _ in
                  let (dy, y, dx) = (dy + sample * size, y + sample * size, dx + sample * size)
                  withUnsafeTemporaryAllocation(of: Float.self, capacity: size) { g in
                    let g = g.baseAddress.unsafelyUnwrapped
                    if power == 1 {
                      for i in 0..<size { g[i] = y[i] > 0 ? dy[i] : 0 }
                    } else {
                      let exponent = 1 - 1 / power
                      for i in 0..<size { g[i] = dy[i] * power * Self.power(y[i], exponent) }
                    }
                    Self.withChannelMean(g, channels: channels, positions: positions) { mean in
                      for channel in 0..<channels {
                        let (g, dx) = (g + channel * positions, dx + channel * positions)
                        if adding {
                          for i in 0..<positions { dx[i] += g[i] - mean[i] }
                        } else {
                          for i in 0..<positions { dx[i] = g[i] - mean[i] }
                        }
                      }
                    }
                  }
                }
              }
            }
          }
        }
      ])
  }

  /// xᵖ, and 0 for what is below the normal numbers.
  @inline(__always)
  private static func power(_ x: Float, _ p: Float) -> Float {
    let power = VectorMath.exp(p * VectorMath.log(x))
    return x >= .leastNormalMagnitude ? power : 0
  }

  /// Calls `body` with the mean over the channels at each position of one sample.
  @inline(__always)
  private static func withChannelMean(
    _ x: UnsafePointer<Float>, channels: Int, positions: Int, _ body: (UnsafeMutablePointer<Float>) -> Void
  ) {
    withUnsafeTemporaryAllocation(of: Float.self, capacity: positions) { mean in
      guard let mean = mean.baseAddress else { return }
      // A single position has its channels side by side.
      if positions == 1 {
        mean[0] = Summation.sum(x, channels) / Float(channels)
        return body(mean)
      }
      mean.initialize(repeating: 0, count: positions)
      for channel in 0..<channels {
        let x = x + channel * positions
        for i in 0..<positions { mean[i] += x[i] }
      }
      let share = 1 / Float(max(channels, 1))
      for i in 0..<positions { mean[i] *= share }
      body(mean)
    }
  }
}
