public import HebbSupport
public import HebbTensor

/// A population of neurons with plastic connections from one set of inputs: weights, and how they learn.
///
/// The common core of all layers: a linear layer shows it samples, a convolution unfolded patches, a recurrent layer
/// inputs and its own last state.
public struct Population: Sendable {
  public let plasticity: Plasticity
  /// `[neurons, inputs]`
  public private(set) var weights: Tensor
  /// 1 for connections that exist, 0 for others, in the shape of the weights; nil if all exist.
  public let mask: Tensor?
  /// One per neuron, subtracted from its input before the competition.
  public internal(set) var thresholds: [Float]
  /// What rule, competition and constraints remember.
  public internal(set) var state: PlasticState
  /// Updates so far.
  public private(set) var step: Int
  /// Names the population in errors and selects its random numbers: "layers.1".
  public let place: String
  public let seed: UInt64
  /// Memory for the next weights; its content means nothing.
  private var spare: Tensor?

  /// - Parameters:
  ///   - weights: initial weights `[neurons, inputs]`; the mask and the constraints are applied to them.
  ///   - mask: in the shape of the weights.
  public init(
    _ plasticity: Plasticity, weights: Tensor, mask: Tensor? = nil, place: String = "layer", seed: UInt64 = 0
  ) {
    precondition(weights.shape.count == 2, "weights of shape \(weights.shape) are not [neurons, inputs]")
    precondition(mask == nil || mask?.shape == weights.shape, "the mask has another shape than the weights")
    self.plasticity = plasticity
    self.mask = mask
    self.place = place
    self.seed = seed
    self.weights = mask.map { weights.combined(with: $0, *) } ?? weights
    thresholds = [Float](repeating: 0, count: weights.shape[0])
    state = PlasticState()
    step = 0
    for constraint in plasticity.constraints { constraint.begin(with: &self.weights, state: &state) }
  }

  public var neurons: Int { weights.shape[0] }
  public var inputs: Int { weights.shape[1] }

  /// What the neurons make of a batch, with everything as it is.
  public struct Response: Sendable {
    /// u = x wᵀ `[samples, neurons]`
    public let u: Tensor
    /// u − θ `[samples, neurons]`
    public let drive: Tensor
    /// After the competition.
    public let y: Rows

    public init(u: Tensor, drive: Tensor, y: Rows) {
      self.u = u
      self.drive = drive
      self.y = y
    }
  }

  /// Puts back what was learned earlier.
  ///
  /// Precondition: the shapes are those of this population.
  public mutating func restore(weights: Tensor, thresholds: [Float], state: PlasticState) {
    precondition(weights.shape == self.weights.shape && thresholds.count == neurons, "another population's weights")
    self.weights = weights
    self.thresholds = thresholds
    self.state = state
  }

  /// Forgets what the rule carries over from the last step in time: the next batch begins new sequences.
  public mutating func beginSequences() {
    for name in plasticity.rule.sequenceMemory { state[name] = nil }
  }

  /// What the rule wants to change, ΔW `[neurons, inputs]`, with nothing changed.
  public func change(
    from x: Tensor, _ response: Response, lanes: Int? = nil, signals: Signals = Signals(),
    parallel: Parallel = Parallel()
  ) throws(Problem) -> Tensor {
    var state = state
    let activity = Activity(
      x: x, w: weights, u: response.u, y: response.y, lanes: lanes, signals: signals, place: place, seed: seed,
      parallel: parallel)
    let delta = try plasticity.rule.update(for: activity, state: &state).delta(x: x, w: weights, parallel: parallel)
    return mask.map { delta.combined(with: $0, *) } ?? delta
  }

  /// - Parameter x: `[samples, inputs]`
  public func respond(to x: Tensor, parallel: Parallel = Parallel()) -> Response {
    precondition(x.shape.count == 2 && x.shape[1] == inputs, "shape \(x.shape) is not [samples, \(inputs)]")
    let u = Drive.multiply(x, by: weights, parallel: parallel)
    var drive = u
    if thresholds.contains(where: { $0 != 0 }) {
      drive.withUnsafeMutableBufferPointer { drive in
        for row in stride(from: 0, to: drive.count, by: neurons) {
          for neuron in 0..<neurons { drive[row + neuron] -= thresholds[neuron] }
        }
      }
    }
    let y = plasticity.competition.reduce(Rows.dense(drive)) { $1.compete($0, state: state) }
    return Response(u: u, drive: drive, y: y)
  }

  /// Learns from a batch.
  ///
  /// - Parameters:
  ///   - x: `[samples, inputs]`
  ///   - lanes: see `Activity.lanes`; nil if the samples do not follow each other in time.
  ///   - plastic: false to let thresholds alone adapt.
  ///   - rateFactor: what the learning rate is multiplied by, as a schedule says.
  /// - Returns: the response to the batch before learning from it.
  /// - Throws: `Problem` naming rule, layer and step if the rule misses a signal, or weights stop being finite; the
  ///   weights are then as they were before.
  @discardableResult
  public mutating func learn(
    from x: Tensor, lanes: Int? = nil, signals: Signals = Signals(), plastic: Bool = true,
    rateFactor: Double = 1, parallel: Parallel = Parallel()
  ) throws(Problem) -> Response {
    let response = respond(to: x, parallel: parallel)
    try learn(
      from: x, response, lanes: lanes, signals: signals, plastic: plastic, rateFactor: rateFactor,
      parallel: parallel)
    return response
  }

  /// Learns from a batch whose response is known already.
  public mutating func learn(
    from x: Tensor, _ response: Response, lanes: Int? = nil, signals: Signals = Signals(), plastic: Bool = true,
    rateFactor: Double = 1, parallel: Parallel = Parallel()
  ) throws(Problem) {
    if plastic {
      let update = try update(for: x, response, lanes: lanes, signals: signals, parallel: parallel)
      try apply(update, x: x, samples: x.shape[0], rateFactor: rateFactor, parallel: parallel)
      for stage in plasticity.competition { stage.adapt(to: response.y, state: &state) }
    }
    let target = plasticity.winners.map { Double($0) / Double(neurons) }
    plasticity.homeostasis?.adapt(&thresholds, to: response.y, target: target)
  }

  // A function of its own, so that the activity, and with it the rule's hold on the weights, is gone when they change:
  // otherwise they would be copied.
  @inline(never)
  private mutating func update(
    for x: Tensor, _ response: Response, lanes: Int?, signals: Signals, parallel: Parallel
  ) throws(Problem) -> PlasticUpdate {
    let activity = Activity(
      x: x, w: weights, u: response.u, y: response.y, lanes: lanes, signals: signals, place: place, seed: seed,
      parallel: parallel)
    return try plasticity.rule.update(for: activity, state: &state)
  }

  /// - Parameter samples: those that the update is a sum over, of which `x` may hold a part.
  mutating func apply(
    _ update: PlasticUpdate, x: Tensor, samples: Int, rateFactor: Double, parallel: Parallel
  ) throws(Problem) {
    guard plasticity.rateExponent == 0 else {
      return try applyAtOwnRates(update, x: x, samples: samples, rateFactor: rateFactor, parallel: parallel)
    }
    let constraints = plasticity.constraints
    // Unit norm is part of the update where nothing after it undoes the length of rows that do not change.
    let isUnitNorm = constraints.count == 1 && constraints[0] is UnitNorm
    let settings = UpdateEngine.Settings(
      rate: Float(rateFactor * plasticity.learningRate) / (plasticity.scale == .mean ? Float(max(samples, 1)) : 1),
      isScaledByLargest: plasticity.scale == .largest, mask: mask, isUnitNorm: isUnitNorm)
    let engine = UpdateEngine(parallel: parallel)
    if isUnitNorm || constraints.isEmpty {
      guard engine.apply(update, x: x, to: &weights, settings, &spare) else { throw divergence }
    } else {
      var changed = weights
      guard engine.apply(update, x: x, to: &changed, settings, &spare) else { throw divergence }
      for constraint in constraints { constraint.apply(to: &changed, state: &state) }
      guard engine.isFinite(changed) else { throw divergence }
      weights = changed
    }
    step += 1
  }

  /// Every neuron learns at the rate that its weights' length gives it: ηᵢ = η (|‖wᵢ‖ − 1| + 10⁻¹⁰)ᵉ.
  private mutating func applyAtOwnRates(
    _ update: PlasticUpdate, x: Tensor, samples: Int, rateFactor: Double, parallel: Parallel
  ) throws(Problem) {
    var delta = update.delta(x: x, w: weights, parallel: parallel)
    if let mask { delta = delta.combined(with: mask, *) }
    let divisor: Float =
      switch plasticity.scale {
      case .sum: 1
      case .mean: Float(max(samples, 1))
      case .largest: 1e-30 + delta.elements.reduce(0) { max($0, $1.magnitude) }
      }
    let rates = weights.mapped { $0 * $0 }.rowSums().map {
      Float(rateFactor) * plasticity.rate(length: $0.squareRoot()) / divisor
    }
    var changed = weights.combined(with: delta.scalingRows(by: rates), +)
    for constraint in plasticity.constraints { constraint.apply(to: &changed, state: &state) }
    guard changed.elements.allSatisfy(\.isFinite) else { throw divergence }
    weights = changed
    step += 1
  }

  private var divergence: Problem {
    Problem(
      "the rule “\(type(of: plasticity.rule).name)” diverged at step \(step + 1): weights are no longer finite",
      at: place,
      advice: plasticity.constraints.isEmpty
        ? "Add the constraint unitNorm, choose a bounded rule such as oja, or lower the learning rate."
        : "Lower the learning rate.")
  }
}
