import HebbTensor

/// ΔW = factor (Aᵀ(X − x̄) − M W) with M = AᵀY or its lower triangle, carried out without M, in two products of
/// samples × neurons × inputs:
///
/// - `all`: ΔW = Aᵀ R with the residual R = X − Y W;
/// - `upToOwn`: in blocks b of neurons, ΔW_b = A_bᵀ R − tril(A_bᵀ Y_b) W_b, then R ← R − Y_b W_b.
///
/// Columns of the weights do not depend on each other, so that each thread takes a panel of them through all neurons.
struct ResidualUpdate {
  /// A `[samples, neurons]`
  let post: Tensor
  /// Y `[samples, neurons]`
  let y: Tensor
  /// `[samples, inputs]`
  let x: Tensor
  let mean: Tensor?
  let extent: Decay.Extent
  let factor: Float

  var samples: Int { x.shape[0] }
  var neurons: Int { y.shape[1] }
  var inputs: Int { x.shape[1] }

  /// Samples that are worked on at a time, so that their residual stays in the cache.
  private static let longestSlab = 1024

  var slabs: [Range<Int>] {
    stride(from: 0, to: samples, by: Self.longestSlab).map { $0..<min(samples, $0 + Self.longestSlab) }
  }
}
