import CHebbKernels
import HebbPlasticity
public import HebbSupport
public import HebbTensor

/// A recurrent network that learns after every symbol from what its synapses see: activity on both sides, an eligibility
/// trace, and a teaching signal that reaches all neurons at once. Nothing is propagated back through layers or time, and
/// memory does not grow with the length of a sequence.
///
/// > Reference: the Hebbian character RNN of seed 001; direct feedback alignment: A. Nøkland, NeurIPS 2016; eligibility
/// > traces with random feedback: J. M. Murray, "Local online learning in recurrent networks with random feedback",
/// > eLife 8 (2019) e43299.
public final class HebbianRNN {
  public let description: HebbianRNNDescription
  public let seed: UInt64
  let kernels: HebbSynapseKernels
  let hidden: [any Synapses]
  let state: any Synapses
  let output: FusedSynapses
  /// B of each hidden layer and of the state, `[neurons, symbols]`; empty without feedback.
  let feedback: [Feedback]
  /// Codes of the places in a sequence, as far as sequences went.
  let places: PlaceCode
  /// What flows through the network; made anew where the number of lanes changes.
  var flow: Flow
  /// Steps of learning so far.
  public internal(set) var steps = 0
  /// A running mean of the answers' log-probabilities: the reward that is expected.
  var expectedReward: Float = 0
  /// The sequence that `read` reads.
  var reading: Flow

  /// - Throws: `Problem` if a size or rate is out of range.
  public init(
    _ description: HebbianRNNDescription, seed: UInt64, parallel: Parallel = Parallel(threads: 1),
    kernels name: String? = nil
  ) throws(Problem) {
    try description.check()
    guard let table = name.map({ hebb_kernels_named($0) }) ?? hebb_kernels() else {
      throw Problem("this machine has no kernels “\(name ?? "")”", advice: "Leave out the name for the best ones.")
    }
    let kernels = table.pointee.synapses
    self.description = description
    self.seed = seed
    self.kernels = kernels
    let initial = InitialWeights(description, seed: seed)
    func synapses(_ weights: Tensor, _ place: String, rateFactor: Double) -> any Synapses {
      var plasticity = description.plasticity
      plasticity.learningRate *= rateFactor
      if let rule = FusedRule(plasticity) {
        return FusedSynapses(
          rule, weights: weights, learningRate: plasticity.learningRate,
          isUnitNorm: !plasticity.constraints.isEmpty, coefficientRate: description.coefficientRate,
          kernels: kernels)
      }
      plasticity.scale = .mean
      return PopulationSynapses(plasticity, weights: weights, place: place, seed: seed, parallel: parallel)
    }
    hidden = (0..<description.layers).map {
      synapses(initial.hidden($0), "layers.\($0)", rateFactor: 1)
    }
    state = synapses(initial.state, "state", rateFactor: description.stateRate)
    output = FusedSynapses(
      .hebb, weights: initial.output, learningRate: description.outputRate, isUnitNorm: false, kernels: kernels)
    feedback =
      description.teaching == .feedback
      ? (0...description.layers).map { layer in
        Feedback(initial.feedback(layer), kernels: kernels)
      } : []
    places = PlaceCode(count: description.positions)
    flow = Flow(description, lanes: 1)
    reading = Flow(description, lanes: 1)
  }

  /// Weights of a hidden layer, `[width, width]`.
  public func weights(ofLayer layer: Int) -> Tensor { hidden[layer].weights }
  /// W_h `[state, width]`
  public var stateWeights: Tensor { state.weights }
  /// W_o `[symbols, width]`
  public var outputWeights: Tensor { output.weights }
}

extension FusedRule {
  /// Nil if the rule, or what goes with it, is not fused.
  init?(_ plasticity: Plasticity) {
    guard plasticity.competition.isEmpty, plasticity.homeostasis == nil, plasticity.rateExponent == 0,
      plasticity.constraints.isEmpty || plasticity.constraints.count == 1 && plasticity.constraints[0] is UnitNorm
    else { return nil }
    self.init(plasticity.rule)
  }
}
