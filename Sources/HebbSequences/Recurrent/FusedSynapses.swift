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
  /// Each connection's plasticity coefficient and the running mean of its changes; nil where all learn at one pace.
  private let pace: (gains: LaneBuffer, means: LaneBuffer, rate: Float)?

  /// - Parameter coefficientRate: how fast each connection's plasticity coefficient adapts; 0 for none.
  init(
    _ rule: FusedRule, weights: Tensor, learningRate: Double, isUnitNorm: Bool, coefficientRate: Double = 0,
    kernels: HebbSynapseKernels
  ) {
    (neurons, inputs) = (weights.shape[0], weights.shape[1])
    (self.rule, rate, self.isUnitNorm, self.kernels) = (rule, Float(learningRate), isUnitNorm, kernels)
    rows = LaneBuffer(lanes: neurons, count: inputs)
    pace =
      coefficientRate > 0
      ? (
        LaneBuffer(lanes: neurons, count: inputs), LaneBuffer(lanes: neurons, count: inputs), Float(coefficientRate)
      ) : nil
    keep = LaneBuffer(lanes: 1, count: neurons)
    post = LaneBuffer(lanes: 0, count: neurons)
    pre = LaneBuffer(lanes: 0, count: inputs)
    rows.fill(from: weights)
    if let gains = pace?.gains { gains.values.update(repeating: 1, count: gains.total) }
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
  var memory: [String: Tensor] {
    settle()
    return pace.map { ["coefficients": $0.gains.tensor, "changes": $0.means.tensor] } ?? [:]
  }

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
    if let pace, let gains = memory["coefficients"], let means = memory["changes"] {
      pace.gains.fill(from: gains)
      pace.means.fill(from: means)
    }
  }

  private var pending: HebbLesson {
    HebbLesson(
      lanes: Int32(post.lanes), post: isPending ? UnsafePointer(post.values) : nil, post_stride: post.stride,
      keep: keep.values, pre: pre.values, unit_norm: isUnitNorm, gains: pace?.gains.values,
      means: pace?.means.values, gain_rate: pace?.rate ?? 0)
  }

  /// Learns what is pending.
  private func settle() {
    guard isPending else { return }
    var lesson = pending
    kernels.advance(rows.values, rows.stride, Int32(neurons), 0, &lesson, pre.values, keep.values, 0)
    isPending = false
  }
}
