import HebbNetworks
import HebbPlasticity
import HebbSupport
import HebbTensor

/// The third factor of rules that need one, from the labels: how well the last layer names the classes of the images.
struct Teacher: Sendable {
  private let labels: [Int]
  private let classes: Int

  /// Nil if no layer's rule needs a teacher.
  ///
  /// - Throws: `Problem` if one does, and the last layer has not one neuron per class to be judged by.
  init?(for specification: ExperimentSpecification, data: ExperimentData) throws(Problem) {
    let needy = specification.layers.enumerated().filter {
      !type(of: $0.element.plasticity.rule).card.needs.isDisjoint(with: [.reward, .outputError])
    }
    guard let first = needy.first, let last = specification.layers.last else { return nil }
    (labels, classes) = (data.trainingLabels, data.classNames.count)
    guard last.kind != .convolution, last.channels == classes else {
      throw Problem(
        "the rule “\(type(of: first.element.plasticity.rule).name)” needs to be told how good the output is, and the "
          + "last layer has not one neuron for each of the \(classes) classes",
        at: "layers.\(first.offset).rule",
        advice:
          "End with “- {kind: linear, channels: \(classes), rule: {name: feedbackAlignment, feedback: identity}}”, "
          + "or choose a rule that needs no teacher.")
    }
  }

  /// - Parameters:
  ///   - output: the last layer's activity `[images, classes]`.
  ///   - images: which training images these are.
  func signals(for output: Tensor, _ images: [Int]) -> Signals {
    var answer = output
    Softmax.apply(toRowsOf: &answer, inverseTemperature: 1)
    var error = answer.mapped { -$0 }
    var reward = [Float](repeating: 0, count: images.count)
    for (row, image) in images.enumerated() {
      let values = (0..<classes).map { output[row, $0] }
      error[row, labels[image]] += 1
      reward[row] = values.firstIndex(of: values.max() ?? 0) == labels[image] ? 1 : 0
    }
    // Relative to how often the batch was answered rightly: what is expected teaches nothing.
    let expected = reward.reduce(0, +) / Float(max(reward.count, 1))
    return Signals(reward: reward.map { $0 - expected }, outputError: error)
  }
}
