public import HebbSupport
public import HebbTensor

/// A gated recurrent unit (GRU) with PyTorch's equations and layout of parameters.
///
///     r = σ(W_r x + b_r + U_r h + c_r)            what of the old state the candidate sees
///     z = σ(W_z x + b_z + U_z h + c_z)            what of the old state stays
///     n = tanh(W_n x + b_n + r ∘ (U_n h + c_n))   the candidate
///     h ← (1 − z) ∘ n + z ∘ h
///
/// The rows of the gates stand one below the other, in the order reset, update, candidate.
///
/// > Reference: K. Cho et al., "Learning phrase representations using RNN encoder-decoder for statistical machine
/// > translation", EMNLP 2014; with the reset gate behind the product, as cuDNN and PyTorch compute it.
public struct GatedRecurrentUnit: Sendable, Equatable {
  /// W `[3 · hidden, inputs]`
  public internal(set) var inputWeights: Tensor
  /// U `[3 · hidden, hidden]`
  public internal(set) var recurrentWeights: Tensor
  /// b `[3 · hidden]`
  public internal(set) var inputBias: Tensor
  /// c `[3 · hidden]`
  public internal(set) var recurrentBias: Tensor

  public var inputs: Int { inputWeights.shape[1] }
  public var hidden: Int { recurrentWeights.shape[1] }

  /// Random weights and biases, uniform within ±1/√hidden, none of them 0.
  ///
  /// - Throws: `Problem` if there are no inputs or no hidden units.
  public init(inputs: Int, hidden: Int, seed: UInt64 = 0) throws(Problem) {
    try ShapeCheck.require(dimension: inputs, "inputs")
    try ShapeCheck.require(dimension: hidden, "hidden")
    func random(_ shape: [Int], _ name: String) -> Tensor {
      .initialWeights(shape, fan: hidden, seed: seed, "gru.\(name)")
    }
    inputWeights = random([3 * hidden, inputs], "weight_ih_l0")
    recurrentWeights = random([3 * hidden, hidden], "weight_hh_l0")
    inputBias = random([3 * hidden], "bias_ih_l0")
    recurrentBias = random([3 * hidden], "bias_hh_l0")
  }

  /// - Throws: `Problem` with expected and given shapes if the four do not belong to one unit.
  public init(inputWeights: Tensor, recurrentWeights: Tensor, inputBias: Tensor, recurrentBias: Tensor) throws(Problem)
  {
    let hidden = recurrentWeights.shape.last ?? 0
    try ShapeCheck.require(dimension: hidden, "hidden units of recurrentWeights")
    try ShapeCheck.require(recurrentWeights, "recurrentWeights", [3 * hidden, hidden], axes: "3 · hidden, hidden")
    try ShapeCheck.require(inputWeights, "inputWeights", [3 * hidden, nil], axes: "3 · hidden, inputs")
    try ShapeCheck.require(inputBias, "inputBias", [3 * hidden], axes: "3 · hidden")
    try ShapeCheck.require(recurrentBias, "recurrentBias", [3 * hidden], axes: "3 · hidden")
    (self.inputWeights, self.recurrentWeights) = (inputWeights, recurrentWeights)
    (self.inputBias, self.recurrentBias) = (inputBias, recurrentBias)
  }

  /// PyTorch's names of the four parameters, in the order in which this library lists them.
  static let names = ["weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"]

  /// All parameters by the names in the `state_dict` of a `torch.nn.GRU`.
  public var parameters: [String: Tensor] { Dictionary(uniqueKeysWithValues: zip(Self.names, list)) }

  /// Lets `body` change the parameters, which nobody else holds meanwhile, so that they are not copied.
  mutating func update(_ body: (inout [Tensor]) -> Void) {
    var changed = list
    let nothing = Tensor(shape: [0])
    (inputWeights, recurrentWeights, inputBias, recurrentBias) = (nothing, nothing, nothing, nothing)
    body(&changed)
    (inputWeights, recurrentWeights, inputBias, recurrentBias) = (changed[0], changed[1], changed[2], changed[3])
  }

  var list: [Tensor] {
    get { [inputWeights, recurrentWeights, inputBias, recurrentBias] }
    set {
      precondition(newValue.map(\.shape) == shapes, "parameters of another unit")
      (inputWeights, recurrentWeights, inputBias, recurrentBias) = (newValue[0], newValue[1], newValue[2], newValue[3])
    }
  }

  var shapes: [[Int]] { [[3 * hidden, inputs], [3 * hidden, hidden], [3 * hidden], [3 * hidden]] }

  /// Takes parameters over, those of a `torch.nn.GRU` for example.
  ///
  /// - Parameter prefix: what stands before every name, "gru.".
  /// - Throws: `Problem` if one is missing, has another shape or is not finite; nothing is changed then.
  public mutating func restore(_ parameters: [String: Tensor], prefix: String = "") throws(Problem) {
    list = try ShapeCheck.take(zip(Self.names, shapes).map { ($0, $1) }, from: parameters, prefix: prefix)
  }
}
