public import HebbPlasticity
public import HebbSupport
public import HebbTensor

/// A Hebbian projection, a gated recurrent unit, a rectifier and a fully connected layer:
/// `[batch, steps, inputDimension]` → `[batch, steps, outputDimension]`.
///
///     p = x · weights            learns by a Hebbian rule from x and p, without labels
///     h = GRU(p)                 learns by back-propagation through time
///     y = W max(0, h) + b        learns by back-propagation
///
/// ```swift
/// let model = try HebbianGRU(inputDimension: 512, hiddenDimension: 256, outputDimension: 128)
/// let output = try model(input)
/// let step = try model.train(on: input, targets: labels)
/// ```
///
/// The unit reads the projection's responses p as they are: a competition, if the plasticity has one, decides what is
/// learned, not what is passed on.
public final class HebbianGRU {
  /// The standard plasticity of the projection: Oja's subspace rule, whose neurons share the leading principal components
  /// of the inputs among them (by Oja's own rule all would learn the first one). It is bounded at this rate if no
  /// component of the inputs has a variance above some hundreds: standardise them (`Normalisation`).
  public static var standardPlasticity: Plasticity { Plasticity(rule: Subspace(), learningRate: 1e-3, scale: .mean) }

  /// Weights `[hidden, inputs]`, and how they learn.
  public internal(set) var projection: Population
  /// How the projection learns; `.hebbian` by default.
  public var projectionLearning: ProjectionLearning
  /// The parts that do not learn; none by default.
  public var frozen: Set<GatedPart> = []

  /// What is behind the projection.
  let behind: GatedNetwork

  /// Random parameters, none of them 0.
  ///
  /// - Parameters:
  ///   - plasticity: any rule that needs no reward and no error.
  ///   - parallel: the threads that compute; they do not change the results.
  /// - Throws: `Problem` if a dimension is below 1, or if the rule needs a signal from outside.
  public init(
    inputDimension: Int, hiddenDimension: Int, outputDimension: Int,
    plasticity: Plasticity = HebbianGRU.standardPlasticity, projectionLearning: ProjectionLearning = .hebbian,
    training: GatedTraining = GatedTraining(), seed: UInt64 = 0, parallel: Parallel = Parallel()
  ) throws(Problem) {
    try ShapeCheck.require(dimension: inputDimension, "inputDimension")
    try ShapeCheck.require(dimension: hiddenDimension, "hiddenDimension")
    try ShapeCheck.require(dimension: outputDimension, "outputDimension")
    try Self.check(plasticity)
    projection = Population(
      plasticity,
      weights: .initialWeights(
        [hiddenDimension, inputDimension], fan: inputDimension, seed: seed, "projection.weights"),
      place: "projection", seed: seed)
    self.projectionLearning = projectionLearning
    behind = GatedNetwork(
      gru: try GatedRecurrentUnit(inputs: hiddenDimension, hidden: hiddenDimension, seed: seed),
      fc: try FullyConnected(inputs: hiddenDimension, outputs: outputDimension, seed: seed), training: training,
      parallel: parallel)
  }

  public var inputDimension: Int { projection.inputs }
  public var hiddenDimension: Int { projection.neurons }
  public var outputDimension: Int { fc.outputs }
  /// Steps of training so far.
  public var step: Int { behind.step }
  public var parallel: Parallel { behind.pass.parallel }

  /// The projection's weights, `[inputDimension, hiddenDimension]`.
  public var weights: Tensor { projection.weights.transposed }
  public var gru: GatedRecurrentUnit { behind.gru }
  public var fc: FullyConnected { behind.fc }
  /// How unit and layer learn.
  public var training: GatedTraining {
    get { behind.training }
    set { behind.training = newValue }
  }

  /// The outputs for every step of every sequence, with everything as it is.
  /// Shapes: `[batch, steps, inputDimension]` → `[batch, steps, outputDimension]`.
  ///
  /// - Throws: `Problem` with expected and given shapes.
  public func callAsFunction(_ x: Tensor) throws(Problem) -> Tensor {
    let rows = try rows(of: x)
    let projected = projection.respond(to: rows, parallel: parallel).u
    return behind.outputs(.dense(projected), batch: x.shape[0], steps: x.shape[1])
      .reshaped([x.shape[0], x.shape[1], outputDimension])
  }

  /// The states of the recurrent unit for every step, `[batch, steps, hiddenDimension]`.
  ///
  /// - Throws: `Problem` with expected and given shapes.
  public func states(over x: Tensor) throws(Problem) -> Tensor {
    _ = try self(x)
    return behind.pass.states
  }

  /// The inputs of all steps one below the other, `[batch · steps, inputDimension]`.
  func rows(of x: Tensor) throws(Problem) -> Tensor {
    try ShapeCheck.require(x, "x", [nil, nil, inputDimension], axes: "batch, steps, inputDimension")
    return x.reshaped([x.shape[0] * x.shape[1], inputDimension])
  }
}
