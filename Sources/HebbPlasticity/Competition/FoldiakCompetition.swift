import HebbTensor

/// Földiák's competition: lateral inhibitory weights Q that learn, by an anti-Hebbian rule, to keep neurons from being
/// active together more often than chance.
///
/// The activity settles by dyᵢ/dt = f(uᵢ + Σⱼ qᵢⱼ yⱼ) − yᵢ from 0, f the logistic function of steepness λ; then y is 1
/// where it is above ½, 0 elsewhere. The weights follow by Δqᵢⱼ = −α (yᵢ yⱼ − p²), the mean over the batch (with samples
/// one at a time, the paper's rule); qᵢⱼ ≤ 0, qᵢᵢ = 0. They start at 0.
///
/// Together with `FoldiakThreshold` of the same p and a feed-forward rule such as instar, neurons find the independent
/// causes of their input, and share them out as a sparse code.
///
/// > Reference: P. Földiák, "Forming sparse representations by local anti-Hebbian learning", Biol. Cybern. 64 (1990),
/// > doi:10.1007/BF02331346.
public struct FoldiakCompetition: CompetitionStage {
  public static let name = "foldiak"
  public static let about = "dy/dt = f(u + Q y) − y until settled, then 1 above ½; Δqᵢⱼ = −α (yᵢ yⱼ − p²), q ≤ 0"
  public static let parameters = [
    Parameter.number("rate", 0.1, in: .notNegative, "α, how fast lateral weights learn"),
    Parameter.number("probability", 0.125, in: 0...1, "p, the probability of being active that neurons aim at"),
    Parameter.number("steepness", 10, in: 0.01...1e6, "λ of the logistic function"),
    Parameter.number("timeStep", 0.1, in: 0.001...1, "the step of the settling, in time constants"),
    Parameter.whole("steps", 200, in: 1...1_000_000, "when settling ends at the latest"),
  ]

  /// The name of Q `[neurons, neurons]` in the state.
  public static let lateralWeights = "lateral"

  public var rate: Double
  public var probability: Double
  public var steepness: Double
  public var timeStep: Double
  public var steps: Int

  public init(
    rate: Double = 0.1, probability: Double = 0.125, steepness: Double = 10, timeStep: Double = 0.1, steps: Int = 200
  ) {
    (self.rate, self.probability, self.steepness) = (rate, probability, steepness)
    (self.timeStep, self.steps) = (timeStep, steps)
  }
  public init(_ parameters: ParameterValues) {
    self.init(
      rate: parameters[number: "rate"], probability: parameters[number: "probability"],
      steepness: parameters[number: "steepness"], timeStep: parameters[number: "timeStep"],
      steps: parameters[whole: "steps"])
  }
  public var values: [String: ParameterValue] {
    [
      "rate": .number(rate), "probability": .number(probability), "steepness": .number(steepness),
      "timeStep": .number(timeStep), "steps": .number(Double(steps)),
    ]
  }

  public func compete(_ activity: Rows, state: PlasticState) -> Rows {
    let u = activity.dense
    // Without inhibition y settles at f(u), which is above ½ where u is above 0.
    guard let lateral = lateral(in: state, neurons: activity.neurons) else {
      return .sparse(SparseRows(onesWhere: u, exceed: 0))
    }
    let settling = LateralSettling(lateral: lateral, steepness: Float(steepness), timeStep: Float(timeStep))
    return .sparse(SparseRows(onesWhere: settling.settled(u, steps: steps), exceed: 0.5))
  }

  public var adapts: Bool { true }

  public func adapt(to y: Rows, state: inout PlasticState) {
    guard y.samples > 0 else { return }
    let neurons = y.neurons
    let together = Self.coactivity(of: y)
    var lateral = lateral(in: state, neurons: neurons) ?? Tensor(shape: [neurons, neurons])
    // The state lets go of its tensor, so that it is changed in place.
    state[Self.lateralWeights] = nil
    let (rate, share, chance) = (Float(rate), 1 / Float(y.samples), Float(probability * probability))
    lateral.withUnsafeMutableBufferPointer { q in
      together.withUnsafeBufferPointer { together in
        for i in q.indices { q[i] = min(0, q[i] - rate * (together[i] * share - chance)) }
        for i in 0..<neurons { q[i * neurons + i] = 0 }
      }
    }
    state[Self.lateralWeights] = lateral
  }

  private func lateral(in state: PlasticState, neurons: Int) -> Tensor? {
    state[Self.lateralWeights].flatMap { $0.shape == [neurons, neurons] ? $0 : nil }
  }

  /// Σₙ yᵢ yⱼ `[neurons, neurons]`, symmetric.
  private static func coactivity(of y: Rows) -> Tensor {
    guard case .sparse(let rows) = y else {
      return LinearAlgebra.multiply(y.dense, y.dense, transposingA: true)
    }
    var together = Tensor(shape: [rows.neurons, rows.neurons])
    together.withUnsafeMutableBufferPointer { together in
      for start in stride(from: 0, to: rows.indices.count, by: max(rows.perSample, 1)) {
        for a in start..<start + rows.perSample where rows.indices[a] >= 0 {
          for b in start..<start + rows.perSample where rows.indices[b] >= 0 {
            together[Int(rows.indices[a]) * rows.neurons + Int(rows.indices[b])] += rows.values[a] * rows.values[b]
          }
        }
      }
    }
    return together
  }
}
