import HebbFigures
import HebbPlasticity
import HebbTensor

/// Földiák's network on the bars problem: from images that are mixtures, neurons learn what they are mixtures of.
struct BarsDemonstration: Demonstration {
  private static let presentations = 2_500

  func picture(images: SampleImages) throws -> RulePicture {
    var random = RandomStream(seed: 1, "gallery.bars")
    let examples = (0..<16).map { _ in Bars.image(Bars.drawn(using: &random)) }
    var weights = Tensor(
      shape: [Bars.count, Bars.side * Bars.side],
      elements: (0..<Bars.count * Bars.side * Bars.side).map { _ in random.uniform() })
    var state = PlasticState()
    UnitNorm().apply(to: &weights, state: &state)
    let plasticity = Plasticity(
      rule: Foldiak(), competition: [FoldiakCompetition()], homeostasis: FoldiakThreshold(), learningRate: 0.02)
    var network = Population(plasticity, weights: weights)
    // Thresholds settle first.
    for _ in 0..<500 {
      try network.learn(from: Tensor(rows: [Bars.image(Bars.drawn(using: &random))]), plastic: false)
    }
    for _ in 0..<Self.presentations {
      try network.learn(from: Tensor(rows: [Bars.image(Bars.drawn(using: &random))]))
    }

    let active = (0..<Bars.count).map { bar -> [Int] in
      let y = network.respond(to: Tensor(rows: [Bars.image([bar])])).y.dense.row(0)
      return y.indices.filter { y[$0] > 0 }
    }
    let units = active.compactMap { $0.count == 1 ? $0[0] : nil }
    let owned = Set(units).count
    let order = Set(units).count == Bars.count ? units : Array(0..<Bars.count)
    let inhibition = network.state[FoldiakCompetition.lateralWeights] ?? Tensor(shape: [Bars.count, Bars.count])
    let firing = try Self.firingRates(of: network, using: &random)
    func panel(_ title: String, _ rows: [[Float]]) -> ImagePanel {
      ImagePanel(
        title, fields: Tensor(rows: rows).reshaped([rows.count, 1, Bars.side, Bars.side]), columns: 4, tileSide: 62)
    }
    return RulePicture(
      sheet: FigureSheet(
        "foldiak: the bars problem",
        rows: [
          [
            panel("What the network sees", examples), panel("Weights before", (0..<Bars.count).map { weights.row($0) }),
            panel("Weights after", order.map { network.weights.row($0) }),
          ]
        ],
        caption:
          "Every image has each of 16 bars with probability 1/8. The network, 16 neurons with the instar rule, the "
          + "competition foldiak (lateral weights that learn to inhibit) and the homeostasis foldiakThreshold (thresholds "
          + "that keep a firing rate of 1/8), never sees what a bar is. After \(Self.presentations) images \(owned) of the 16 "
          + "bars have a neuron of their own; neurons fire at a mean rate of \(firing.rounded(decimals: 3)). Neurons are "
          + "shown in the order of their bars."),
      measures: [
        .init("bars with a neuron of their own", Double(owned)), .init("mean firing rate", firing),
        .init("strongest inhibition", Double(inhibition.elements.min() ?? 0)),
      ])
  }

  private static func firingRates(of network: Population, using random: inout RandomStream) throws -> Double {
    let images = (0..<400).map { _ in Bars.image(Bars.drawn(using: &random)) }
    let y = network.respond(to: Tensor(rows: images)).y.dense
    return y.elements.reduce(0) { $0 + Double($1) } / Double(y.count)
  }
}
