public import HebbTensor

/// What a learning rule sees of a layer: a batch of activity, one row per sample (in a convolution, per sample and
/// position).
public struct Activity: Sendable {
  /// Presynaptic activity x `[samples, inputs]`.
  public var x: Tensor
  /// Weights w `[neurons, inputs]`, before the update.
  public var w: Tensor
  /// The neurons' inputs u = x wᵀ `[samples, neurons]`, before thresholds and competition.
  public var u: Tensor
  /// Postsynaptic activity y `[samples, neurons]` that drives plasticity, after the competition.
  public var y: Rows
  /// Independent sequences that advance side by side. Rows are ordered by time: row t · lanes + l is step t of lane l.
  /// A batch of unrelated samples is one step of as many lanes; a stream is one lane of as many steps.
  public var lanes: Int
  /// What reaches the layer from outside its own inputs.
  public var signals: Signals
  /// Names the layer in errors and selects its random numbers: "layers.1".
  public var place: String
  public var seed: UInt64
  /// The threads that a rule may use.
  public var parallel: Parallel
  /// What the rule's `batchSums` are of the whole batch, where these samples are a part of one.
  public var whole: BatchSums?

  public init(
    x: Tensor, w: Tensor, u: Tensor, y: Rows, lanes: Int? = nil, signals: Signals = Signals(),
    place: String = "layer", seed: UInt64 = 0, parallel: Parallel = Parallel()
  ) {
    self.x = x
    self.w = w
    self.u = u
    self.y = y
    self.lanes = lanes ?? x.shape[0]
    self.signals = signals
    self.place = place
    self.seed = seed
    self.parallel = parallel
  }

  public var samples: Int { x.shape[0] }
  public var inputs: Int { w.shape[1] }
  public var neurons: Int { w.shape[0] }
  /// Steps of time in the batch.
  public var steps: Int { lanes == 0 ? 0 : samples / lanes }
}

/// Of a whole batch: how many samples it has, and the sums over them that a rule needs.
public struct BatchSums: Sendable {
  public let samples: Int
  public let sums: Tensor

  public init(samples: Int, sums: Tensor) { (self.samples, self.sums) = (samples, sums) }
}

/// The third factors: what a layer is told, beside what its own synapses see.
public struct Signals: Sendable {
  /// One reward per sample.
  public var reward: [Float]?
  /// Target minus output of the network's last layer `[samples, outputs]`.
  public var outputError: Tensor?

  public init(reward: [Float]? = nil, outputError: Tensor? = nil) {
    self.reward = reward
    self.outputError = outputError
  }

  /// Those of some samples.
  public func rows(_ range: Range<Int>) -> Signals {
    Signals(reward: reward.map { Array($0[range]) }, outputError: outputError.map { $0.rows(range) })
  }
}
