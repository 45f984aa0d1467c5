public import HebbPlasticity

/// A Hebbian recurrent network that predicts the next symbol: its shape, and how it learns.
///
/// At every step a₀ = [symbol, state], a_l = f(W_l a_{l−1}) for each hidden layer, top = a_L (+ a₀ with `residual`),
/// p = softmax(W_o top), and the next state is tanh(W_h top).
public struct HebbianRNNDescription: Sendable, Equatable {
  /// What drives the plasticity of the hidden layers and of the state.
  public enum Teaching: String, Sendable, CaseIterable {
    /// y = (B e) f′(u): the error e = target − p of the output, by fixed random weights B (direct feedback alignment).
    case feedback
    /// The neurons' own activity, times how much better the answer was than usual: a reward for every lane.
    case reward
    /// The neurons' own activity alone.
    case none
  }

  /// f of the hidden layers.
  public enum Nonlinearity: String, Sendable, CaseIterable {
    case sigmoid, tanh, rectified, linear
  }

  /// Symbols that are read and predicted.
  public var symbols: Int
  /// Neurons of the recurrent state.
  public var state: Int
  /// Hidden layers between input and state; each has as many neurons as it has inputs.
  public var layers: Int
  public var nonlinearity: Nonlinearity
  /// Whether what the first layer sees is added to what the last one passes on.
  public var residual: Bool
  /// Values of a code of the place in the sequence, sines and cosines; 0 for none.
  public var positions: Int
  /// How many of the last symbols are seen.
  public var lastSymbols: Int
  /// How the hidden layers and the state learn.
  public var plasticity: Plasticity
  public var teaching: Teaching
  /// λ of the eligibility traces of hidden layers and state: what is left of presynaptic activity a step later.
  public var eligibility: Eligibility
  /// Learning rates of the state's weights, relative to those of the hidden layers.
  public var stateRate: Double
  /// How fast each connection's own plasticity coefficient adapts, which multiplies its changes: it rises while they keep
  /// their sign and falls where they turn. 0 for one pace of all.
  public var coefficientRate: Double
  /// Learning rate of the output, which learns by the delta rule.
  public var outputRate: Double
  /// Standard deviation of the initial weights of symbols onto the first layer and the state.
  public var inputGain: Double
  /// Expected length of a neuron's initial weights from other neurons: the spectral radius of the recurrent weights.
  public var radius: Double

  /// What is left of presynaptic activity a step later.
  public struct Eligibility: Sendable, Equatable {
    public var hidden: Double
    public var state: Double

    public init(hidden: Double = 0, state: Double = 0.5) { (self.hidden, self.state) = (hidden, state) }
  }

  public init(
    symbols: Int, state: Int = 128, layers: Int = 3, nonlinearity: Nonlinearity = .sigmoid, residual: Bool = true,
    positions: Int = 0, lastSymbols: Int = 1, plasticity: Plasticity = Plasticity(rule: Hebb(), learningRate: 0.1),
    teaching: Teaching = .feedback, eligibility: Eligibility = Eligibility(), stateRate: Double = 1,
    coefficientRate: Double = 0, outputRate: Double = 0.1, inputGain: Double = 1, radius: Double = 1
  ) {
    self.symbols = symbols
    self.state = state
    self.layers = layers
    self.nonlinearity = nonlinearity
    self.residual = residual
    self.positions = positions
    self.lastSymbols = lastSymbols
    self.plasticity = plasticity
    self.teaching = teaching
    self.eligibility = eligibility
    self.stateRate = stateRate
    self.coefficientRate = coefficientRate
    self.outputRate = outputRate
    self.inputGain = inputGain
    self.radius = radius
  }

  /// Values that do not come from neurons: symbols and the place.
  public var external: Int { symbols * lastSymbols + positions }
  /// What the first layer sees: neurons of each hidden layer, too.
  public var width: Int { external + state }
}
