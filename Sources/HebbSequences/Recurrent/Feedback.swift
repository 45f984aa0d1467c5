import CHebbKernels
import HebbTensor

/// Fixed random weights that bring the output's error to a population.
struct Feedback {
  let weights: LaneBuffer
  private let kernels: HebbSynapseKernels

  /// - Parameter tensor: B `[neurons, symbols]`.
  init(_ tensor: Tensor, kernels: HebbSynapseKernels) {
    weights = LaneBuffer(lanes: tensor.shape[0], count: tensor.shape[1])
    weights.fill(from: tensor)
    self.kernels = kernels
  }

  /// B e of every lane.
  func send(_ error: LaneBuffer, to post: LaneBuffer) {
    var nothing = HebbLesson(
      lanes: 0, post: nil, post_stride: 0, keep: nil, pre: nil, unit_norm: false, gains: nil, means: nil, gain_rate: 0)
    kernels.advance(
      weights.values, weights.stride, Int32(weights.lanes), Int32(error.lanes), &nothing, error.values, post.values,
      post.stride)
  }
}
