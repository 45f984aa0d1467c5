public import HebbSupport
public import HebbTensor

/// A Hebbian network whose weights are learned by back-propagation, end to end, with a softmax of the last layer's
/// activity for the classes: what the same architecture can learn when it is told the labels.
///
/// It begins with the weights and thresholds that a network has, and puts those that it has learned into one. Layers,
/// connections, normalisation, activations and pooling are the network's; constraints on the weights, such as unit
/// norm, are part of the Hebbian rules and not imposed. Learned by `Adam`, one step a batch.
///
/// > Reference: D. E. Rumelhart, G. E. Hinton and R. J. Williams, "Learning representations by back-propagating errors",
/// > Nature 323 (1986).
public struct BackpropagationNetwork: Sendable {
  /// What a batch has shown.
  public struct Step: Sendable, Equatable {
    /// Mean cross-entropy in nats, before the step.
    public let loss: Double
    /// Images whose class had the largest output.
    public let correct: Int
  }

  let layers: [DifferentiableLayer]
  public let input: ImageShape
  public let classes: Int
  /// Weights and thresholds of each layer, then weights `[classes, features]` and biases `[classes]` of the softmax.
  var parameters: [Tensor]
  var normalisations: [BatchNormalisation?]
  var optimiser: Adam
  private let parallel: Parallel

  /// - Parameters:
  ///   - network: whose architecture, weights and thresholds it begins with.
  ///   - patchWhitening: the matrix that the network was made with.
  ///   - learningRate: of Adam.
  /// - Throws: `Problem` if a layer's activity has no gradient.
  public init(
    _ network: HebbianNetwork, patchWhitening: Tensor? = nil, classes: Int, learningRate: Float = 1e-3
  ) throws(Problem) {
    var layers: [DifferentiableLayer] = []
    for (index, layer) in network.layers.enumerated() {
      layers.append(
        try DifferentiableLayer(
          layer, whitening: index == 0 ? patchWhitening : nil, index: index, parallel: network.parallel))
    }
    self.layers = layers
    (input, parallel) = (network.input, network.parallel)
    self.classes = classes
    parameters = network.layers.flatMap {
      [$0.weights, Tensor(shape: [$0.thresholds.count], elements: $0.thresholds)]
    }
    let features = network.layers[network.layers.count - 1].output.count
    // All classes are equally likely to begin with.
    parameters += [Tensor(shape: [classes, features]), Tensor(shape: [classes])]
    normalisations = []
    for (index, layer) in network.layers.enumerated() {
      guard layer.description.normalisation == .batch else {
        normalisations.append(nil)
        continue
      }
      var (normalisation, memory) = (BatchNormalisation(channels: layer.input.channels), layer.memory)
      try normalisation.restore(from: &memory, place: "layers.\(index)")
      normalisations.append(normalisation)
    }
    optimiser = Adam(learningRate: learningRate)
  }

  /// Learns from a batch.
  ///
  /// - Parameter labels: the class of each image.
  /// - Throws: `Problem` if the loss stops being finite.
  public mutating func learn(from batch: ImageBatch, labels: [Int]) throws(Problem) -> Step {
    let variables = parameters.map { Variable($0) }
    var statistics = [BatchNormalisation.Statistics?](repeating: nil, count: layers.count)
    let activity = activities(of: batch, variables) { index, x in
      let (normalised, mean, variance) = x.normalisedChannels(
        epsilon: Float(BatchNormalisation.epsilon), parallel: parallel)
      let count = x.count / x.shape[1]
      statistics[index] = BatchNormalisation.Statistics(mean: mean, variance: variance, count: count)
      return normalised
    }
    let (weights, biases) = (variables[variables.count - 2], variables[variables.count - 1])
    let features = activity[activity.count - 1].reshaped([batch.count, weights.shape[1]])
    let outputs = features.matmul(weights, transposingB: true, parallel: parallel) + biases
    let loss = outputs.crossEntropy(labels: labels)
    guard loss.value[flat: 0].isFinite else {
      throw Problem(
        "the loss is no longer finite at step \(optimiser.step + 1)", at: "back-propagation",
        advice: "Check the data for NaN, or lower the learning rate.")
    }
    // Only the gradients hold the old parameters from here on, and they are gone before these change.
    let gradients = loss.gradients(withRespectTo: variables)
    optimiser.update(&parameters, gradients: gradients, parallel: parallel)
    for index in layers.indices { statistics[index].map { normalisations[index]?.follow($0) } }
    let scores = outputs.value
    let correct = labels.indices.count { image in
      let row = (0..<classes).map { scores[image, $0] }
      return row.firstIndex(of: row.max() ?? 0) == labels[image]
    }
    return Step(loss: Double(loss.value[flat: 0]), correct: correct)
  }

  /// Puts weights, thresholds and running normalisation into a network of the same architecture.
  ///
  /// - Throws: `Problem` if they do not fit, or are no longer finite.
  public func install(in network: HebbianNetwork) throws(Problem) {
    precondition(network.layers.map(\.description) == layers.map(\.description), "another network's weights")
    for (index, layer) in network.layers.enumerated() {
      var weights = parameters[2 * index]
      if let mask = layers[index].mask { weights = weights.combined(with: mask) { $0 * $1 } }
      let memory = layer.memory.merging(normalisations[index]?.memory ?? [:]) { $1 }
      try layer.restore(
        weights: weights, thresholds: parameters[2 * index + 1].elements, memory: memory,
        place: "back-propagation, layers.\(index)")
    }
  }

  /// Weights of the softmax with the biases as their last column: `[classes, features + 1]`.
  public var outputWeights: Tensor {
    let (weights, biases) = (parameters[parameters.count - 2], parameters[parameters.count - 1])
    let features = weights.shape[1]
    return Tensor(shape: [classes, features + 1]) { joined in
      for i in 0..<classes {
        for feature in 0..<features { joined[i * (features + 1) + feature] = weights[i, feature] }
        joined[i * (features + 1) + features] = biases[flat: i]
      }
    }
  }

  /// What each layer passes on, with batch normalisation by running figures: the answers of a network at rest.
  func respond(to batch: ImageBatch) -> [Tensor] {
    activities(of: batch, parameters.map { Variable.constant($0) }) { index, x in
      guard let affine = normalisations[index]?.affine else { return x }
      let channels = x.shape[1]
      let centred = x.subtractingPerChannel(
        .constant(Tensor(shape: [channels], elements: affine.shift)), parallel: parallel)
      return centred * .constant(Tensor(shape: [channels, 1, 1], elements: affine.scale))
    }.map(\.value)
  }

  /// The pooled activity of every layer `[images, channels, height, width]`, as a function of the parameters.
  func activities(
    of batch: ImageBatch, _ variables: [Variable], normalise: (_ layer: Int, _ x: Variable) -> Variable
  ) -> [Variable] {
    var (activities, x) = ([Variable](), Variable.constant(tensor(of: batch)))
    for (index, layer) in layers.enumerated() {
      x = layer.activity(x, weights: variables[2 * index], thresholds: variables[2 * index + 1]) {
        normalise(index, $0)
      }
      activities.append(x)
    }
    return activities
  }

  /// Images as a tensor, mirrored where the batch says so.
  private func tensor(of batch: ImageBatch) -> Tensor {
    Tensor(shape: [batch.count, input.channels, input.height, input.width]) { x in
      let width = input.width
      for image in 0..<batch.count {
        let (source, target) = (batch.images[image], x + image * input.count)
        guard batch.mirrored[image] else {
          target.update(from: source, count: input.count)
          continue
        }
        for row in stride(from: 0, to: input.count, by: width) {
          for i in 0..<width { target[row + i] = source[row + width - 1 - i] }
        }
      }
    }
  }
}
