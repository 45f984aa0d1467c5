import CHebbKernels
import HebbPlasticity
import HebbSupport
import HebbTensor

/// Synapses whose rows learn from one step and answer the next while they are in the cache.
final class FusedSynapses: Synapses {
  let neurons: Int
  let inputs: Int
  private let rule: FusedRule
  private let rate: Float
  private let isUnitNorm: Bool
  private let kernels: HebbSynapseKernels
  /// A row per neuron.
  private let rows: LaneBuffer
  /// What is learned at the next response: A times the rate, what stays of the weights, and X.
  private var post: LaneBuffer
  private var pre: LaneBuffer
  private let keep: LaneBuffer
  private var isPending = false

  init(_ rule: FusedRule, weights: Tensor, learningRate: Double, isUnitNorm: Bool, kernels: HebbSynapseKernels) {
    (neurons, inputs) = (weights.shape[0], weights.shape[1])
    (self.rule, rate, self.isUnitNorm, self.kernels) = (rule, Float(learningRate), isUnitNorm, kernels)
    rows = LaneBuffer(lanes: neurons, count: inputs)
    keep = LaneBuffer(lanes: 1, count: neurons)
    post = LaneBuffer(lanes: 0, count: neurons)
    pre = LaneBuffer(lanes: 0, count: inputs)
    rows.fill(from: weights)
    // The constraint holds from the beginning.
    guard isUnitNorm else { return }
    keep.values.update(repeating: 1, count: neurons)
    isPending = true
    settle()
  }

  var weights: Tensor {
    settle()
    return rows.tensor
  }
  var memory: [String: Tensor] { [:] }

  func beginSequences() {}

  func respond(to x: LaneBuffer, into u: LaneBuffer) {
    var lesson = pending
    kernels.advance(rows.values, rows.stride, Int32(neurons), Int32(x.lanes), &lesson, x.values, u.values, u.stride)
    isPending = false
  }

  func learn(from lesson: Lesson) throws(Problem) {
    settle()
    let lanes = lesson.post.lanes
    if post.lanes != lanes {
      post = LaneBuffer(lanes: lanes, count: neurons)
      pre = LaneBuffer(lanes: lanes, count: inputs)
    }
    pre.copy(from: lesson.pre)
    let rate = rate * Float(lesson.rateFactor) / Float(lanes)
    let keep = keep.values
    for i in 0..<neurons { keep[i] = 1 }
    for lane in 0..<lanes {
      let (y, out) = (lesson.post.lane(lane), post.lane(lane))
      let gain = rate * (lesson.reward?[lane] ?? 1)
      switch rule {
      case .hebb: for i in 0..<neurons { out[i] = gain * y[i] }
      case .antiHebb: for i in 0..<neurons { out[i] = -gain * y[i] }
      case .oja:
        for i in 0..<neurons {
          out[i] = gain * y[i]
          keep[i] -= gain * y[i] * y[i]
        }
      case .instar:
        for i in 0..<neurons {
          out[i] = gain * y[i]
          keep[i] -= gain * y[i]
        }
      }
    }
    isPending = true
  }

  func restore(weights: Tensor, memory: [String: Tensor]) {
    isPending = false
    rows.fill(from: weights)
  }

  private var pending: HebbLesson {
    HebbLesson(
      lanes: Int32(post.lanes), post: isPending ? UnsafePointer(post.values) : nil, post_stride: post.stride,
      keep: keep.values, pre: pre.values, unit_norm: isUnitNorm)
  }

  /// Learns what is pending.
  private func settle() {
    var lesson = pending
    kernels.advance(rows.values, rows.stride, Int32(neurons), 0, &lesson, pre.values, keep.values, 0)
    isPending = false
  }
}
