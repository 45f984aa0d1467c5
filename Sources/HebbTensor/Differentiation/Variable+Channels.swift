extension Variable {
  /// Takes a value of each channel off all samples and positions: a layer's thresholds. Shapes: `[samples, channels, …]` and
  /// `[channels]` → `[samples, channels, …]`.
  ///
  /// The same as a difference with broadcasting, on several threads.
  ///
  /// Precondition: there is one value for each channel.
  public func subtractingPerChannel(_ values: Variable, parallel: Parallel = Parallel()) -> Variable {
    precondition(
      shape.count >= 2 && values.shape == [shape[1]], "shapes \(shape) and \(values.shape) do not go together")
    let (samples, channels) = (shape[0], shape[1])
    let positions = shape.dropFirst(2).reduce(1, *)
    let (x, offsets) = (value, values.value)
    let result = Tensor(shape: shape) { y in
      x.withUnsafePointer { x in
        offsets.withUnsafePointer { offsets in
          nonisolated(unsafe) let (x, y, offsets) = (x, y, offsets)
          parallel.forEach(samples) { sample, _ in
            for channel in 0..<channels {
              let start = (sample * channels + channel) * positions
              for i in start..<start + positions { y[i] = x[i] - offsets[channel] }
            }
          }
        }
      }
    }
    return Variable(
      result,
      from: [
        values.edge { gradient, sum in
          gradient.withUnsafePointer { dy in
            sum.update { sums, adding in
              nonisolated(unsafe) let (dy, sums) = (dy, sums)
              parallel.forEach(channels) { channel, _ in
                let total = (0..<samples).reduce(0.0) {
                  $0 + Double(Summation.sum(dy + ($1 * channels + channel) * positions, positions))
                }
                sums[channel] = (adding ? sums[channel] : 0) - Float(total)
              }
            }
          }
        },
        edge { gradient, sum in sum.add(gradient) },
      ])
  }
}
