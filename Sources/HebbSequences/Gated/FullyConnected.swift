public import HebbSupport
public import HebbTensor

/// A fully connected layer, y = W x + b.
public struct FullyConnected: Sendable, Equatable {
  /// W `[outputs, inputs]`
  public internal(set) var weights: Tensor
  /// b `[outputs]`
  public internal(set) var bias: Tensor

  public var inputs: Int { weights.shape[1] }
  public var outputs: Int { weights.shape[0] }

  /// Random weights and biases, uniform within ±1/√inputs, none of them 0.
  ///
  /// - Throws: `Problem` if there are no inputs or no outputs.
  public init(inputs: Int, outputs: Int, seed: UInt64 = 0) throws(Problem) {
    try ShapeCheck.require(dimension: inputs, "inputs")
    try ShapeCheck.require(dimension: outputs, "outputs")
    weights = .initialWeights([outputs, inputs], fan: inputs, seed: seed, "fc.weight")
    bias = .initialWeights([outputs], fan: inputs, seed: seed, "fc.bias")
  }

  static let names = ["weight", "bias"]

  /// Both by the names in the `state_dict` of a `torch.nn.Linear`.
  public var parameters: [String: Tensor] { Dictionary(uniqueKeysWithValues: zip(Self.names, list)) }

  /// Lets `body` change the parameters, which nobody else holds meanwhile, so that they are not copied.
  mutating func update(_ body: (inout [Tensor]) -> Void) {
    var changed = list
    let nothing = Tensor(shape: [0])
    (weights, bias) = (nothing, nothing)
    body(&changed)
    (weights, bias) = (changed[0], changed[1])
  }

  var list: [Tensor] {
    get { [weights, bias] }
    set {
      precondition(newValue.map(\.shape) == shapes, "parameters of another layer")
      (weights, bias) = (newValue[0], newValue[1])
    }
  }

  var shapes: [[Int]] { [[outputs, inputs], [outputs]] }

  /// Takes parameters over.
  ///
  /// - Parameter prefix: what stands before every name, "fc.".
  /// - Throws: `Problem` if one is missing, has another shape or is not finite; nothing is changed then.
  public mutating func restore(_ parameters: [String: Tensor], prefix: String = "") throws(Problem) {
    list = try ShapeCheck.take(zip(Self.names, shapes).map { ($0, $1) }, from: parameters, prefix: prefix)
  }

  /// y of rows that lie `stride` elements apart; y `[rows, outputs]` is contiguous.
  func apply(
    to x: UnsafePointer<Float>, rows: Int, stride: Int, into y: UnsafeMutablePointer<Float>, parallel: Parallel
  ) {
    bias.withUnsafeBufferPointer { bias in
      for row in 0..<rows { (y + row * outputs).update(from: bias.baseAddress!, count: outputs) }
    }
    weights.withUnsafeBufferPointer { weights in
      LinearAlgebra.multiply(
        x, weights.baseAddress!, into: y, rows: rows, columns: outputs, inner: inputs, transposingB: true,
        adding: true, strides: (stride, nil, nil), parallel: parallel)
    }
  }
}
