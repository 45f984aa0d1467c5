import Foundation
import HebbFigures
import HebbPlasticity
import HebbTensor

/// What a stage of the competition makes of one set of inputs.
struct CompetitionDemonstration: Demonstration {
  let stage: any CompetitionStage

  private static let inputs: [Float] = [
    0.4, 1.1, -0.6, 2.3, 0.9, -1.2, 1.6, 0.2, 2.7, -0.3, 0.7, 1.9, -0.9, 1.3, 0.1, -0.4,
  ]

  func picture(images: SampleImages) throws -> RulePicture {
    let u = Tensor(rows: [Self.inputs])
    let y = stage.compete(.dense(u), state: PlasticState()).dense.row(0)
    func chart(_ title: String, _ label: String, _ values: [Float]) -> BarChart {
      var chart = BarChart(
        title, xLabel: "neuron", yLabel: label,
        bars: values.enumerated().map { .init("\($0 + 1)", Double($1)) }
      ).sized(PanelSize.half)
      chart.size.plotHeight = 220
      return chart
    }
    let active = y.count { $0 > 0 }
    let total = y.reduce(0, +)
    let name = type(of: stage).name
    return RulePicture(
      sheet: FigureSheet(
        "\(name): \(type(of: stage).about)",
        rows: [[chart("Before: the inputs of 16 neurons", "u", Self.inputs), chart("After: the activity", "y", y)]],
        caption: "\(explanation) \(active) of 16 neurons stay active; their activity adds up to "
          + "\(Double(total).rounded(decimals: 2))."),
      measures: [.init("active neurons", Double(active)), .init("sum of activity", Double(total))])
  }

  private var explanation: String {
    switch stage {
    case let stage as WinnerTakeAll:
      "The \(stage.winners == 1 ? "neuron" : "\(stage.winners) neurons") with the largest input win and are 1, all others 0: "
        + "an update then costs only what the winners do."
    case let stage as SoftWinnerTakeAll:
      "The neurons share an activity of 1, here at temperature \(stage.temperature.rounded(decimals: 1)): the lower it is, "
        + "the more the strongest gets."
    case is Triangle:
      "Each neuron keeps what its input has above the mean of all of them (the power is 1 here)."
    default:
      "Each neuron for itself keeps what it has above 0."
    }
  }
}
