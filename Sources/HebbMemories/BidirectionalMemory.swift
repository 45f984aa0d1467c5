public import HebbTensor

/// Kosko's bidirectional associative memory: two layers of units that are +1 or −1, joined by W = Σ y xᵀ in both
/// directions.
///
/// Recall goes back and forth, y = sgn(W x), x = sgn(Wᵀ y), until nothing changes. Every step lowers the energy
/// E = −yᵀ W x or leaves it, whatever W, so that recall always ends.
///
/// > Reference: B. Kosko, "Bidirectional associative memories", IEEE Trans. Syst. Man Cybern. 18 (1988), 49–60,
/// > doi:10.1109/21.87054.
public struct BidirectionalMemory: Sendable {
  /// W `[outputs, inputs]`
  public let weights: Tensor

  /// The two layers, settled.
  public struct Answer: Sendable {
    /// `[samples, inputs]`
    public let inputs: Tensor
    /// `[samples, outputs]`
    public let outputs: Tensor
    /// How often all signals went back and forth, until nothing changed.
    public let rounds: Int
  }

  /// - Parameters:
  ///   - inputs: `[pairs, inputs]`, +1 or −1.
  ///   - outputs: `[pairs, outputs]`, +1 or −1.
  /// - Throws: `Problem` if the shapes do not make pairs, or a value is neither +1 nor −1.
  public init(inputs: Tensor, outputs: Tensor, parallel: Parallel = Parallel()) throws {
    try PatternCheck.bipolar(inputs, "inputs")
    try PatternCheck.bipolar(outputs, "outputs")
    try PatternCheck.paired(inputs, outputs)
    weights = LinearAlgebra.multiply(outputs, inputs, transposingA: true, parallel: parallel)
  }

  /// Recalls pairs from their inputs `[samples, inputs]`. Outputs whose first field is 0 begin with +1.
  ///
  /// - Throws: `Problem` if the shape is wrong, or a value is neither +1 nor −1.
  public func recall(fromInputs inputs: Tensor, parallel: Parallel = Parallel()) throws -> Answer {
    try PatternCheck.bipolar(inputs, "inputs", units: weights.shape[1])
    let start = Tensor(shape: [inputs.shape[0], weights.shape[0]], filledWith: 1)
    return settle(inputs, forwards(inputs, from: start, parallel), parallel)
  }

  /// Recalls pairs from their outputs `[samples, outputs]`. Inputs whose first field is 0 begin with +1.
  ///
  /// - Throws: `Problem` if the shape is wrong, or a value is neither +1 nor −1.
  public func recall(fromOutputs outputs: Tensor, parallel: Parallel = Parallel()) throws -> Answer {
    try PatternCheck.bipolar(outputs, "outputs", units: weights.shape[0])
    let start = Tensor(shape: [outputs.shape[0], weights.shape[1]], filledWith: 1)
    return settle(backwards(outputs, from: start, parallel), outputs, parallel)
  }

  /// E = −yᵀ W x of pairs of states.
  ///
  /// - Throws: `Problem` if the shapes are wrong, or a value is neither +1 nor −1.
  public func energies(inputs: Tensor, outputs: Tensor, parallel: Parallel = Parallel()) throws -> [Double] {
    try PatternCheck.bipolar(inputs, "inputs", units: weights.shape[1])
    try PatternCheck.bipolar(outputs, "outputs", units: weights.shape[0])
    try PatternCheck.paired(inputs, outputs)
    let fields = LinearAlgebra.multiply(inputs, weights, transposingB: true, parallel: parallel)
    return RowSums.products(fields, outputs).map { -$0 }
  }

  private func settle(_ x: Tensor, _ y: Tensor, _ parallel: Parallel) -> Answer {
    var (x, y, rounds) = (x, y, 0)
    while true {
      rounds += 1
      let inputs = backwards(y, from: x, parallel)
      let outputs = forwards(inputs, from: y, parallel)
      if inputs == x, outputs == y { return Answer(inputs: x, outputs: y, rounds: rounds) }
      (x, y) = (inputs, outputs)
    }
  }

  private func forwards(_ x: Tensor, from y: Tensor, _ parallel: Parallel) -> Tensor {
    Sign.of(LinearAlgebra.multiply(x, weights, transposingB: true, parallel: parallel), keeping: y)
  }

  private func backwards(_ y: Tensor, from x: Tensor, _ parallel: Parallel) -> Tensor {
    Sign.of(LinearAlgebra.multiply(y, weights, parallel: parallel), keeping: x)
  }
}
