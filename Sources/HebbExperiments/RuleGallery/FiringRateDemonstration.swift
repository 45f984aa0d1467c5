import HebbFigures
import HebbPlasticity
import HebbTensor

/// Neurons of unequal strength, with and without homeostasis: who fires how often.
struct FiringRateDemonstration: Demonstration {
  enum Subject { case adaptiveThreshold, foldiakThreshold }
  let subject: Subject

  private static let neurons = 8
  private static let batches = 160
  private static let window = 8

  func picture(images: SampleImages) throws -> RulePicture {
    let without = Self.rates(competition, nil)
    let with = Self.rates(competition, homeostasis)
    let target = 1 / Double(Self.neurons)
    func chart(_ title: String, _ rates: [[Double]]) -> LineChart {
      LineChart(
        title, xLabel: "batches", yLabel: "firing rate, mean of \(Self.window) batches",
        series: (0..<Self.neurons).map { neuron in
          LineChart.Series("\(neuron + 1)", points: Self.smoothed(rates.map { $0[neuron] }))
        }, reference: ChartReference(target, label: "target")
      ).sized(PanelSize.half)
    }
    func farthest(_ rates: [[Double]]) -> Double {
      let last = rates.suffix(30)
      let means = (0..<Self.neurons).map { neuron in last.reduce(0) { $0 + $1[neuron] } / Double(last.count) }
      return means.map { abs($0 - target) }.max() ?? 1
    }
    let (before, after) = (farthest(without), farthest(with))
    return RulePicture(
      sheet: FigureSheet(
        title, rows: [[chart("Without homeostasis", without), chart("With \(type(of: homeostasis).name)", with)]],
        caption:
          "Eight neurons whose weights differ in strength respond to random inputs\(setting). Without homeostasis "
          + "the strong ones fire often and the weak ones hardly ever (up to \(before.rounded(decimals: 2)) from the target "
          + "of \(target.rounded(decimals: 3))). A threshold for each neuron, raised when it fires too often and lowered when "
          + "too rarely, brings all of them to the target (to \(after.rounded(decimals: 3)))."),
      measures: [.init("farthest from the target without", before), .init("farthest from the target with", after)])
  }

  /// Means over the last batches.
  private static func smoothed(_ rates: [Double]) -> [LineChart.Point] {
    (window...rates.count).map { end in
      LineChart.Point(Double(end), rates[end - window..<end].reduce(0, +) / Double(window))
    }
  }

  /// The firing rates in every batch, of neurons that do not learn.
  private static func rates(_ competition: [any CompetitionStage], _ homeostasis: (any Homeostasis)?) -> [[Double]] {
    var random = RandomStream(seed: 1, "gallery.firing")
    let inputs = 20
    var weights = Tensor(rows: (0..<neurons).map { _ in (0..<inputs).map { _ in random.normal() } })
    var state = PlasticState()
    UnitNorm().apply(to: &weights, state: &state)
    weights = weights.scalingRows(by: (0..<neurons).map { 0.4 + 0.2 * Float($0) })
    var thresholds = [Float](repeating: 0, count: neurons)
    return (0..<batches).map { _ in
      let x = Tensor(rows: (0..<400).map { _ in (0..<inputs).map { _ in random.normal() + 0.2 } })
      var drive = LinearAlgebra.multiply(x, weights, transposingB: true)
      for i in 0..<drive.count { drive[flat: i] -= thresholds[i % neurons] }
      let y = competition.reduce(Rows.dense(drive)) { $1.compete($0, state: state) }
      homeostasis?.adapt(&thresholds, to: y, target: 1 / Double(neurons))
      return y.mapped { $0 > 0 ? 1 : 0 }.columnSums().map { Double($0) / Double(x.shape[0]) }
    }
  }

  private var homeostasis: any Homeostasis {
    switch subject {
    case .adaptiveThreshold: AdaptiveThreshold(rate: 0.5)
    case .foldiakThreshold: FoldiakThreshold(rate: 0.3)
    }
  }

  private var competition: [any CompetitionStage] {
    switch subject {
    case .adaptiveThreshold: [WinnerTakeAll()]
    // Without lateral weights it makes neurons active where they are above their thresholds.
    case .foldiakThreshold: [FoldiakCompetition(rate: 0)]
    }
  }

  private var title: String { "\(type(of: homeostasis).name): \(type(of: homeostasis).about)" }

  private var setting: String {
    switch subject {
    case .adaptiveThreshold: ", and compete by winner-take-all"
    case .foldiakThreshold: ", and are active where their input is above their threshold"
    }
  }
}
