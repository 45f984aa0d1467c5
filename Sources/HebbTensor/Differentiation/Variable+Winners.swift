extension Variable {
  /// 1 for the k channels with the largest values at each position, if these are above 0, and 0 for all others:
  /// winner-take-all with a straight-through gradient. Shape: `[samples, channels, …]`, which stays.
  ///
  /// The competition has no derivative of its own. In its place stands that of k · softmax(x) over the channels, which
  /// names the same winners with less certainty: dxᵢ = k sᵢ (dyᵢ − Σⱼ sⱼ dyⱼ). Of equal values the first channel wins.
  ///
  /// Precondition: k is from 1 to the number of channels.
  ///
  /// > Reference: Y. Bengio, N. Léonard and A. Courville, "Estimating or propagating gradients through stochastic
  /// > neurons", arXiv:1308.3432; with the softmax, E. Jang, S. Gu and B. Poole, "Categorical reparameterization with
  /// > Gumbel-softmax", ICLR 2017.
  public func winners(_ k: Int, parallel: Parallel = Parallel()) -> Variable {
    precondition(shape.count >= 2 && (1...max(shape[1], 1)).contains(k), "\(k) winners over shape \(shape)")
    let (samples, channels) = (shape[0], shape[1])
    let positions = shape.dropFirst(2).reduce(1, *)
    let size = channels * positions
    let x = value
    let won = Tensor(shape: shape) { y in
      x.withUnsafePointer { x in
        nonisolated(unsafe) let (x, y) = (x, y)
        parallel.forEach(samples) { sample, _ in
          let (x, y) = (x + sample * size, y + sample * size)
          y.initialize(repeating: 0, count: size)
          for _ in 0..<k { Self.addWinners(x, channels: channels, positions: positions, to: y) }
        }
      }
    }
    return Variable(
      won,
      from: [
        edge { gradient, sum in
          gradient.withUnsafePointer { dy in
            x.withUnsafePointer { x in
              sum.scatter { dx in
                nonisolated(unsafe) let (dy, x, dx) = (dy, x, dx)
                parallel.forEach(samples) { sample, _ in
                  let start = sample * size
                  Self.addSoftmaxGradient(
                    dy + start, x + start, channels: channels, positions: positions, factor: Float(k), to: dx + start)
                }
              }
            }
          }
        }
      ])
  }

  /// Marks at each position of one sample the channel with the largest value above 0 that is not marked yet.
  private static func addWinners(
    _ x: UnsafePointer<Float>, channels: Int, positions: Int, to y: UnsafeMutablePointer<Float>
  ) {
    withUnsafeTemporaryAllocation(of: Float.self, capacity: positions) { best in
      withUnsafeTemporaryAllocation(of: Int32.self, capacity: positions) { winner in
        guard let best = best.baseAddress, let winner = winner.baseAddress else { return }
        best.initialize(repeating: 0, count: positions)
        winner.initialize(repeating: -1, count: positions)
        for channel in 0..<channels {
          let (x, y) = (x + channel * positions, y + channel * positions)
          for i in 0..<positions {
            let isBetter = x[i] > best[i] && y[i] == 0
            best[i] = isBetter ? x[i] : best[i]
            winner[i] = isBetter ? Int32(channel) : winner[i]
          }
        }
        for i in 0..<positions where winner[i] >= 0 { y[Int(winner[i]) * positions + i] = 1 }
      }
    }
  }

  /// factor · s (dy − Σ s dy) of one sample, with s = softmax(x) over the channels of each position.
  private static func addSoftmaxGradient(
    _ dy: UnsafePointer<Float>, _ x: UnsafePointer<Float>, channels: Int, positions: Int, factor: Float,
    to dx: UnsafeMutablePointer<Float>
  ) {
    withUnsafeTemporaryAllocation(of: Float.self, capacity: (channels + 3) * positions) { scratch in
      guard let s = scratch.baseAddress else { return }
      let largest = s + channels * positions
      let (total, weighted) = (largest + positions, largest + 2 * positions)
      for i in 0..<positions { (largest[i], total[i], weighted[i]) = (-.infinity, 0, 0) }
      for channel in 0..<channels {
        let x = x + channel * positions
        for i in 0..<positions { largest[i] = x[i] > largest[i] ? x[i] : largest[i] }
      }
      for channel in 0..<channels {
        let (x, dy, s) = (x + channel * positions, dy + channel * positions, s + channel * positions)
        for i in 0..<positions {
          s[i] = VectorMath.exp(x[i] - largest[i])
          total[i] += s[i]
          weighted[i] += s[i] * dy[i]
        }
      }
      for channel in 0..<channels {
        let (dx, dy, s) = (dx + channel * positions, dy + channel * positions, s + channel * positions)
        for i in 0..<positions { dx[i] += factor * s[i] / total[i] * (dy[i] - weighted[i] / total[i]) }
      }
    }
  }
}
