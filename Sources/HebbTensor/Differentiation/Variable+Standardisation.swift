/// Values brought to mean 0 and variance 1.
extension Variable {
  /// (x − mean) / (standard deviation + 10⁻¹⁰) of each row along the last axis, the deviation with n − 1 in its
  /// denominator: what layers do to the whole of their input. The shape stays.
  public func standardisedRows(parallel: Parallel = Parallel()) -> Variable {
    guard let length = shape.last, length > 0 else { preconditionFailure("shape \(shape) has no rows") }
    let (rows, x) = (count / length, value)
    let divisor = Float(max(length - 1, 1))
    let scales = AlignedBuffer(count: rows)
    let y = Tensor(shape: shape) { y in
      x.withUnsafePointer { x in
        nonisolated(unsafe) let (x, y, scales) = (x, y, scales.elements.baseAddress.unsafelyUnwrapped)
        parallel.forEach(rows) { row, _ in
          let (x, y) = (x + row * length, y + row * length)
          let mean = Summation.sum(x, length) / Float(length)
          for i in 0..<length { y[i] = x[i] - mean }
          let scale = 1 / (1e-10 + (Summation.sumOfSquares(y, length) / divisor).squareRoot())
          for i in 0..<length { y[i] *= scale }
          scales[row] = scale
        }
      }
    }
    // dx = scale (dy − mean of dy − y Σ(dy y) / (n − 1))
    return Variable(
      y,
      from: [
        edge { gradient, sum in
          gradient.withUnsafePointer { dy in
            y.withUnsafePointer { y in
              sum.update { dx, adding in
                nonisolated(unsafe) let (dy, y, dx, scales) = (dy, y, dx, scales.elements.baseAddress.unsafelyUnwrapped)
                parallel.forEach(rows) { row, _ in
                  let (dy, y, dx) = (dy + row * length, y + row * length, dx + row * length)
                  let mean = Summation.sum(dy, length) / Float(length)
                  let along = withUnsafeTemporaryAllocation(of: Float.self, capacity: Summation.chunk) { scratch in
                    Summation.sum(length, scratch) { dy[$0] * y[$0] } / divisor
                  }
                  let scale = scales[row]
                  if adding {
                    for i in 0..<length { dx[i] += scale * (dy[i] - mean - y[i] * along) }
                  } else {
                    for i in 0..<length { dx[i] = scale * (dy[i] - mean - y[i] * along) }
                  }
                }
              }
            }
          }
        }
      ])
  }

  /// (x − mean) / √(variance + ε) of each channel over all samples and positions: batch normalisation without affine
  /// parameters. Shape: `[samples, channels, …]`, which stays.
  ///
  /// - Returns: also the mean of each channel and its variance, with n in the denominator, for running figures.
  ///
  /// > Reference: S. Ioffe and C. Szegedy, "Batch normalization", ICML 2015.
  public func normalisedChannels(
    epsilon: Float = 1e-5, parallel: Parallel = Parallel()
  ) -> (normalised: Variable, mean: [Double], variance: [Double]) {
    precondition(shape.count >= 2 && count > 0, "shape \(shape) is not [samples, channels, …] with values")
    let (samples, channels) = (shape[0], shape[1])
    let positions = shape.dropFirst(2).reduce(1, *)
    let n = Double(samples * positions)
    var (mean, variance) = ([Double](repeating: 0, count: channels), [Double](repeating: 0, count: channels))
    let (x, scales) = (value, AlignedBuffer(count: channels))
    let y = Tensor(shape: shape) { y in
      x.withUnsafePointer { x in
        mean.withUnsafeMutableBufferPointer { mean in
          variance.withUnsafeMutableBufferPointer { variance in
            nonisolated(unsafe) let (x, y, mean, variance, scales) = (
              x, y, mean, variance, scales.elements.baseAddress.unsafelyUnwrapped
            )
            parallel.forEach(channels) { channel, _ in
              let starts = (0..<samples).lazy.map { ($0 * channels + channel) * positions }
              mean[channel] = starts.reduce(0) { $0 + Double(Summation.sum(x + $1, positions)) } / n
              let middle = Float(mean[channel])
              for start in starts { for i in start..<start + positions { y[i] = x[i] - middle } }
              variance[channel] = starts.reduce(0) { $0 + Double(Summation.sumOfSquares(y + $1, positions)) } / n
              let scale = Float(1 / (variance[channel] + Double(epsilon)).squareRoot())
              for start in starts { for i in start..<start + positions { y[i] *= scale } }
              scales[channel] = scale
            }
          }
        }
      }
    }
    // dx = scale (dy − mean of dy − y · mean of dy y)
    let normalised = Variable(
      y,
      from: [
        edge { gradient, sum in
          gradient.withUnsafePointer { dy in
            y.withUnsafePointer { y in
              sum.update { dx, adding in
                nonisolated(unsafe) let (dy, y, dx, scales) = (dy, y, dx, scales.elements.baseAddress.unsafelyUnwrapped)
                parallel.forEach(channels) { channel, _ in
                  let starts = (0..<samples).lazy.map { ($0 * channels + channel) * positions }
                  let mean = Float(starts.reduce(0) { $0 + Double(Summation.sum(dy + $1, positions)) } / n)
                  let along = withUnsafeTemporaryAllocation(of: Float.self, capacity: Summation.chunk) { scratch in
                    Float(
                      starts.reduce(0) { sum, start in
                        sum + Double(Summation.sum(positions, scratch) { dy[start + $0] * y[start + $0] })
                      } / n)
                  }
                  let scale = scales[channel]
                  for start in starts {
                    for i in start..<start + positions {
                      let change = scale * (dy[i] - mean - y[i] * along)
                      dx[i] = adding ? dx[i] + change : change
                    }
                  }
                }
              }
            }
          }
        }
      ])
    return (normalised, mean, variance)
  }
}
