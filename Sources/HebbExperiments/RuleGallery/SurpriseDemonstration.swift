import HebbFigures
import HebbPlasticity
import HebbTensor

/// HebbNet's rule: the activation threshold silences what has become usual, and gradient sparsity leaves a few synapses
/// to change.
struct SurpriseDemonstration: Demonstration {
  private static let (neurons, inputs, period, sparsity) = (60, 80, 60, 0.05)

  func picture(images: SampleImages) throws -> RulePicture {
    let learned = changes(until: 3 * Self.period)
    let strength = learned.map { change in change.reduce(0) { $0 + Double($1.magnitude) } }
    let surprise = LineChart(
      "What is new changes weights", xLabel: "samples", yLabel: "Σ |Δw|",
      series: [
        LineChart.Series("all synapses", points: strength.enumerated().map { .init(Double($0 + 1), $1) })
      ]
    ).sized(PanelSize.half)
    let sizes = learned[Self.period].map { Double($0.magnitude) }.sorted(by: >)
    let kept = max(1, Int(Self.sparsity * Double(sizes.count)))
    let selection = LineChart(
      "The few synapses that change most", xLabel: "synapses, in the order of |y x − C|", yLabel: "|y x − C|",
      series: [
        LineChart.Series("sample \(Self.period + 1)", points: sizes.enumerated().map { .init(Double($0 + 1), $1) })
      ],
      reference: ChartReference(sizes[kept - 1], label: "threshold for sparsity \(Self.sparsity)")
    ).sized(PanelSize.half)
    let (new, usual) = (strength[Self.period], strength[Self.period - 1])
    return RulePicture(
      sheet: FigureSheet(
        "hebbNet: Δw = y x − C, the largest alone", rows: [[surprise, selection]],
        caption:
          "\(Self.neurons) neurons see one pattern \(Self.period) times, then another, then the first again. C, the mean "
          + "correlation so far, is subtracted: the first pattern stops teaching anything after its first showing, and "
          + "the second is a surprise. The more often both were seen, the less either surprises. Of all synapses only "
          + "those change that would change most: \(kept) of "
          + "\(sizes.count) with sparsity \(Self.sparsity)."),
      measures: [
        .init("change by a new pattern", new), .init("change by a usual pattern", usual),
        .init("synapses that change", Double(kept)),
      ])
  }

  /// y x − C of every synapse, sample by sample; weights stay as they are.
  private func changes(until count: Int) -> [[Float]] {
    var random = RandomStream(seed: 3, "surprise")
    func pattern() -> ([Float], [Float]) {
      (
        (0..<Self.inputs).map { _ in random.uniform() > 0.6 ? random.uniform() : 0 },
        (0..<Self.neurons).map { _ in max(0, random.normal()) }
      )
    }
    let patterns = [pattern(), pattern()]
    let w = Tensor(shape: [Self.neurons, Self.inputs])
    var state = PlasticState()
    return (0..<count).map { sample in
      let (x, y) = patterns[sample / Self.period % 2]
      let rows = Tensor(shape: [1, Self.neurons], elements: y)
      let activity = Activity(x: Tensor(shape: [1, Self.inputs], elements: x), w: w, u: rows, y: .dense(rows))
      return HebbNet(sparsity: 1).update(for: activity, state: &state).delta(x: activity.x, w: w).elements
    }
  }
}
