import CHebbKernels
import HebbTensor

extension HopfieldNetwork {
  /// The weights `[units, units]` of a rule, with a diagonal of 0.
  static func weights(of patterns: Tensor, _ learning: HopfieldLearning, _ parallel: Parallel) throws -> Tensor {
    let units = patterns.shape[1]
    var weights: Tensor
    switch learning {
    case .hebbian: weights = LinearAlgebra.multiply(patterns, patterns, transposingA: true, parallel: parallel)
    case .storkey: weights = storkey(patterns, parallel)
    case .pseudoInverse:
      // From N independent patterns on, the projection is the identity: what is left beside its diagonal are rounding
      // errors, to which units must not listen.
      weights = try PseudoInverse.map(from: patterns, to: patterns, parallel: parallel)
        .mapped { $0.magnitude < 1e-5 ? 0 : $0 }
    }
    weights.withUnsafeMutableBufferPointer { weights in
      for unit in 0..<units { weights[unit * units + unit] = 0 }
    }
    return weights
  }

  /// With u = W ξ and a diagonal of 0, hᵢⱼ = uᵢ − wᵢⱼ ξⱼ, so that the rule becomes, off the diagonal,
  /// W ← (1 + 2/N) W + (ξ ξᵀ − ξ uᵀ − u ξᵀ) / N: one pass over the weights for each pattern.
  private static func storkey(_ patterns: Tensor, _ parallel: Parallel) -> Tensor {
    let (count, units) = (patterns.shape[0], patterns.shape[1])
    let kernels = MemoryKernels.selected
    let block = 64
    let blocks = (units + block - 1) / block
    let (share, growth) = (1 / Float(units), 1 + 2 / Float(units))
    var weights = Tensor(shape: [units, units])
    var fields = [Float](repeating: 0, count: units)
    var change = [Float](repeating: 0, count: units)
    weights.withUnsafeMutableBufferPointer { weights in
      patterns.withUnsafeBufferPointer { patterns in
        fields.withUnsafeMutableBufferPointer { u in
          change.withUnsafeMutableBufferPointer { change in
            guard let weights = weights.baseAddress, let patterns = patterns.baseAddress else { return }
            for pattern in 0..<count {
              let x = patterns + pattern * units
              parallel.forEach(blocks) { piece, _ in
                for i in piece * block..<min(units, (piece + 1) * block) {
                  u[i] = kernels.dot(weights + i * units, x, units)
                }
              }
              // Row i changes by ξᵢ (ξ − u) / N − uᵢ ξ / N.
              for j in 0..<units { change[j] = (x[j] - u[j]) * share }
              parallel.forEach(blocks) { piece, _ in
                for i in piece * block..<min(units, (piece + 1) * block) {
                  let (row, a, b) = (weights + i * units, x[i], u[i] * share)
                  for j in 0..<units { row[j] = growth * row[j] + a * change[j] - b * x[j] }
                  row[i] = 0
                }
              }
            }
          }
        }
      }
    }
    return weights
  }
}
