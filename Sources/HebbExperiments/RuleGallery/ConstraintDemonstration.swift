import HebbFigures
import HebbPlasticity
import HebbTensor

/// Hebb's rule on a cloud of points, alone and with a constraint that keeps its weights in bounds.
struct ConstraintDemonstration: Demonstration {
  enum Subject { case unitNorm, globalNorm, clip, weightDecay, dale }
  let subject: Subject

  private static let rate = 0.03

  func picture(images: SampleImages) throws -> RulePicture {
    let cloud = try PointCloud(deviations: (0.8, 0.35), angle: 35)
    let start = Tensor(rows: starts)
    func life(_ constraints: [any WeightConstraint]) throws -> Lifetime {
      var life = Lifetime(
        Plasticity(rule: Hebb(), constraints: constraints, learningRate: Self.rate, scale: .mean), weights: start)
      try life.learn(steps: 200, recordingEvery: 2) { cloud.batch($0) }
      return life
    }
    let lives = [(name, try life([constraint])), ("hebb alone", try life([]))]
    let neurons = 0..<start.shape[0]
    func label(_ name: String, _ neuron: Int) -> String { neurons.count == 1 ? name : "\(name), neuron \(neuron + 1)" }
    let path = PathChart(
      "Weights of hebb", xLabel: "w₁", yLabel: "w₂", cloud: cloud.drawn,
      paths: lives.flatMap { name, life in
        neurons.map { .init(label(name, $0), points: life.path(of: $0)) }
      }, guides: guides, guideLabel: guideLabel, reach: 2, side: PanelSize.side)
    let lengths = LineChart(
      "Length of the weight vectors", xLabel: "updates", yLabel: "‖w‖",
      series: lives.flatMap { name, life in
        neurons.map { LineChart.Series(label(name, $0), points: life.curve(of: $0, Vectors.length)) }
      }, hasLogarithmicY: subject != .dale
    ).sized(PanelSize.half)
    let final = lives.map { $0.1.population.weights }
    let length = Vectors.length(final[0].elements)
    return RulePicture(
      sheet: FigureSheet(
        "\(name): \(type(of: constraint).about)", rows: [[path, lengths]],
        caption: "Hebb's rule with y = w·x grows without end. \(explanation(final[0]))"),
      measures: [
        .init("length of all weights", length),
        .init("length of all weights, hebb alone", Vectors.length(final[1].elements)),
        .init("first weight", Double(final[0][0, 0])), .init("second weight", Double(final[0][0, 1])),
      ])
  }

  private var name: String { type(of: constraint).name }

  private var constraint: any WeightConstraint {
    switch subject {
    case .unitNorm: UnitNorm()
    case .globalNorm: GlobalNorm()
    case .clip: Clip()
    // More than Hebb's rule gains along the axis: η λ is about 0.019 there.
    case .weightDecay: WeightDecay(rate: 0.03)
    case .dale: DaleSigns()
    }
  }

  private var starts: [[Float]] {
    switch subject {
    case .globalNorm:
      [Vectors.direction(degrees: 100).map { 0.9 * $0 }, Vectors.direction(degrees: 150).map { 0.5 * $0 }]
    case .dale: [[0.3, -0.25]]
    default: [Vectors.direction(degrees: 110).map { 0.8 * $0 }]
    }
  }

  private var guides: [PathChart.Guide] {
    switch subject {
    case .unitNorm: [.circle(radius: 1)]
    case .clip: [.square(half: 1)]
    case .dale: [.axis([1, 0]), .axis([0, 1])]
    case .globalNorm, .weightDecay: []
    }
  }

  private var guideLabel: String {
    switch subject {
    case .unitNorm: "length 1"
    case .clip: "|w| = 1"
    case .dale: "w = 0"
    case .globalNorm, .weightDecay: ""
    }
  }

  private func explanation(_ w: Tensor) -> String {
    let values = w.elements.map { Double($0).rounded(decimals: 2) }
    let lengths = (0..<w.shape[0]).map { Vectors.length(w.row($0)).rounded(decimals: 2) }
    return switch subject {
    case .unitNorm:
      "With unitNorm the weights move on the circle of length 1, and stop where it is nearest to the longest axis: "
        + "(\(values[0]), \(values[1]))."
    case .globalNorm:
      "With globalNorm the two neurons share a common length of √2, in the proportion of what they began with along the "
        + "longest axis (lengths \(lengths[0]) and \(lengths[1]))."
    case .clip:
      "With clip each weight stops at its bound: they end at (\(values[0]), \(values[1])), in the corner of the square."
    case .weightDecay:
      "Here the decay, 3 % at each update, outweighs the growth, about 2 %, and the weights fade away (length "
        + "\(lengths[0])); a smaller one would only slow their growth down. A norm needs no such balance."
    case .dale:
      "The second weight begins below 0, and Hebb's rule alone would turn it positive with the first. With dale it stops at "
        + "0: the weights end at (\(values[0]), \(values[1]))."
    }
  }
}
