import Foundation
public import HebbFigures

extension CapacityExperiment {
  /// One for Hopfield networks, one for dense memories.
  public var tables: [Table] {
    [
      Table(
        "Hopfield networks of \(units) units: patterns per unit",
        columns: [.left("learning"), .right("theory"), .right("measured")],
        rows: loads.map { curve in
          [
            curve.learning, String(format: "%.3f", curve.expectedCapacity),
            curve.measuredCapacity.map { String(format: "%.3f", $0) } ?? "none",
          ]
        },
        notes: ["Measured: where the overlap after the recall falls below 0.9."]),
      Table(
        "Dense memories: patterns held",
        columns: [.right("units"), .right("theory"), .right("measured"), .right("ratio")],
        groups: growth.map { curve in
          Table.Group(
            curve.interaction,
            rows: curve.points.map {
              [
                "\($0.units)", String(format: "%.0f", $0.expected), String(format: "%.0f", $0.measured),
                String(format: "%.2f", $0.measured / $0.expected),
              ]
            })
        },
        notes: ["Measured: where 0.36 % of the units of stored patterns flip in the first update."]),
    ]
  }

  /// Overlap by load above, capacity by units below, with the theories' lines.
  public var picture: FigureSheet {
    FigureSheet(
      "Capacity: measured and expected", rows: [[loadChart], [growthChart]],
      caption:
        "Above: overlap of the state after recall with the pattern it began from, by patterns per unit, for Hopfield "
        + "networks of \(units) units" + (noise > 0 ? String(format: " and %.0f %% noise", 100 * noise) : "")
        + "; dashed: the capacities of theory. Below: random patterns held by dense memories (dots; 0.36 % of their units "
        + "flip in an update), by units; dashed: 0.1385 Nⁿ⁻¹ / (2n − 3)!! for F(m) = mⁿ, and 2^(N/2) for the exponential."
    )
  }

  private var loadChart: LineChart {
    LineChart(
      "Hopfield networks", xLabel: "patterns per unit, K/N", yLabel: "overlap after recall",
      series: loads.map { curve in
        LineChart.Series(curve.learning, points: curve.points.map { .init($0.load, $0.overlap) })
      }
        + loads.enumerated().map { index, curve in
          LineChart.Series(
            "theory: \(String(format: "%.3f", curve.expectedCapacity))",
            points: [.init(curve.expectedCapacity, 0), .init(curve.expectedCapacity, 1)], expectationOf: index)
        }
    ).sized(ChartSize(width: 760, plotHeight: 260))
  }

  private var growthChart: LineChart {
    LineChart(
      "Dense memories", xLabel: "units, N", yLabel: "patterns held, K",
      series: growth.map { curve in
        LineChart.Series(curve.interaction, points: curve.points.map { .init(Double($0.units), $0.measured) })
      }
        + growth.enumerated().map { index, curve in
          LineChart.Series(
            "", points: curve.points.map { .init(Double($0.units), $0.expected) }, expectationOf: index)
        }, hasLogarithmicX: true, hasLogarithmicY: true
    ).sized(ChartSize(width: 760, plotHeight: 320))
  }
}
