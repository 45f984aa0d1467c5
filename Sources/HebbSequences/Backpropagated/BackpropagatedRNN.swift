import Foundation
public import HebbSupport
public import HebbTensor

/// The network of `HebbianRNN`, with the same weights at first, trained by back-propagation through time: what local rules
/// are measured against.
///
/// With `plastic` the state's recurrent connections learn while they read, by a Hebbian trace of each sequence whose weight
/// is itself learned by gradient: h ← tanh(W_h top + (α ∘ H) h), H ← (1 − η) H + η h′ hᵀ.
///
/// > Reference: T. Miconi, J. Clune, K. O. Stanley, "Differentiable plasticity: training plastic neural networks with
/// > backpropagation", ICML 2018, equations 1 and 2.
public final class BackpropagatedRNN {
  public let description: HebbianRNNDescription
  public let isPlastic: Bool
  let clip: Float
  private let baseRate: Float
  let parallel: Parallel
  /// W_1 … W_L, W_h, W_o, and with plasticity α `[state, state]` and η `[1]`.
  public internal(set) var parameters: [Tensor]
  var optimiser: Adam
  var reader: Reader?

  /// What `read` remembers.
  struct Reader {
    var state: Tensor
    var trace: Tensor?
    var seen: [UInt8?]
    var step = 0
  }

  /// - Parameters:
  ///   - learningRate: of Adam.
  ///   - clip: longest gradient of all weights together.
  ///   - isPlastic: whether recurrent connections are plastic while reading.
  /// - Throws: `Problem` if a size or rate is out of range.
  public init(
    _ description: HebbianRNNDescription, learningRate: Double, clip: Double, isPlastic: Bool = false, seed: UInt64,
    parallel: Parallel = Parallel()
  ) throws(Problem) {
    try description.check()
    self.description = description
    self.isPlastic = isPlastic
    self.clip = Float(clip)
    baseRate = Float(learningRate)
    self.parallel = parallel
    let initial = InitialWeights(description, seed: seed)
    parameters = (0..<description.layers).map(initial.hidden) + [initial.state, initial.output]
    if isPlastic {
      var random = RandomStream(seed: seed, "plasticity.weights")
      let count = description.state * description.state
      parameters += [
        Tensor(
          shape: [description.state, description.state], elements: (0..<count).map { _ in 0.01 * random.normal() }),
        Tensor(shape: [1], elements: [0.1]),
      ]
    }
    optimiser = Adam(learningRate: Float(learningRate))
  }

  /// Names in a checkpoint, in the order of `parameters`.
  var names: [String] {
    (0..<description.layers).map { "layers.\($0).weight" } + ["state.weight", "output.weight"]
      + (isPlastic ? ["plasticity.alpha", "plasticity.eta"] : [])
  }

  func setRate(factor: Double) { optimiser.learningRate = baseRate * Float(factor) }
}
