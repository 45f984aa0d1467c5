import HebbSupport
import HebbTensor

/// Plastic connections from one set of inputs to a population, for one step in time of several sequences.
protocol Synapses: AnyObject {
  var neurons: Int { get }
  var inputs: Int { get }
  /// `[neurons, inputs]`, with everything learned so far.
  var weights: Tensor { get }
  /// What the rule remembers beside them, by the names in a checkpoint.
  var memory: [String: Tensor] { get }

  /// The sequences start anew: what belongs to the old ones is forgotten.
  func beginSequences()
  /// u = x wᵀ
  func respond(to x: LaneBuffer, into u: LaneBuffer)
  /// Learns from one step; the next response has learned it.
  ///
  /// - Throws: `Problem` if the rule misses something, or weights stop being finite.
  func learn(from lesson: Lesson) throws(Problem)
  /// Puts back what was saved. Precondition: the shapes are right.
  func restore(weights: Tensor, memory: [String: Tensor])
}

/// What synapses learn from at one step.
struct Lesson {
  /// x, or its eligibility trace.
  var pre: LaneBuffer
  /// Inputs u of the neurons at the step that is learned from.
  var u: LaneBuffer
  /// y: what drives plasticity.
  var post: LaneBuffer
  /// Whether `post` is a teaching signal, in place of the neurons' own activity.
  var isTaught: Bool
  /// One per lane, where reward decides.
  var reward: [Float]?
  /// Target − output of the network, `[lanes, symbols]`.
  var error: LaneBuffer
  /// What the learning rate is multiplied by.
  var rateFactor: Double
}
