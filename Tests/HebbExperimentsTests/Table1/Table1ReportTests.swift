import Foundation
import Testing

@testable import HebbExperiments

@Suite("The report of Table 1")
struct Table1ReportTests {
  private func table(dataset: String, seeds: [UInt64] = [1], speeds: [String: Double] = ["hebbian-cnn": 8000]) -> Table1
  {
    let accuracies: [[Double]] = [
      [0.4, 0.2, 0.1], [0.48, 0.44, 0.3333], [0.5, 0.55, 0.54], [0.56812, 0.62, 1],
    ]
    let rows = accuracies.enumerated().map { index, accuracy in
      Table1.Row(
        spec: Table1.experiments[index / 2], trained: index % 2 == 1,
        accuracy: Dictionary(
          uniqueKeysWithValues: zip(Table1Report.columns, accuracy).map { name, value in
            (name, Statistic(seeds.count == 1 ? [value] : [value - 0.01, value + 0.01]))
          }))
    }
    return Table1(
      dataset: dataset, limit: nil, validation: nil, evaluatedOn: .test, epochs: 20, seeds: seeds, threads: 2,
      rows: rows, imagesPerSecond: speeds,
      secondsPerEpoch: [:],
      seconds: 61.4, runs: [], folder: "/runs/table")
  }

  @Test("On the paper's data set the paper's figures stand beside ours")
  func paper() {
    #expect(
      table(dataset: "cifar10").text == """
        test accuracy, %                      L1 quadrants       paper  L2 quadrants       paper  final output       paper
        ────────────────────────────────────  ────────────  ──────────  ────────────  ──────────  ────────────  ──────────
        Default network, untrained                    40.0  43.3 ± 0.7          20.0  21.1 ± 0.5          10.0  10.6 ± 0.4
        Default network, trained                      48.0  49.9 ± 0.4          44.0  45.3 ± 0.6          33.3  34.5 ± 0.4
        Triangle method & pruning, untrained          50.0  52.4 ± 0.4          55.0  57.2 ± 0.3          54.0  56.3 ± 0.3
        Triangle method & pruning, trained            56.8  58.6 ± 0.3          62.0  64.2 ± 0.4         100.0  64.6 ± 0.4

        cifar10, 20 epochs, seed 1.
        Paper: T. Miconi, “Hebbian learning with gradients” (2021), Table 1, 10 runs.

        training speed: hebbian-cnn 8000 images/s (2 threads); 61 s in all
        """)
  }

  @Test("On another data set ours stand alone, with their deviation over seeds")
  func other() {
    let text = table(dataset: "fashion-mnist", seeds: [3, 4], speeds: [:]).text
    #expect(
      text == """
        test accuracy, %                      L1 quadrants  L2 quadrants  final output
        ────────────────────────────────────  ────────────  ────────────  ────────────
        Default network, untrained              40.0 ± 1.4    20.0 ± 1.4    10.0 ± 1.4
        Default network, trained                48.0 ± 1.4    44.0 ± 1.4    33.3 ± 1.4
        Triangle method & pruning, untrained    50.0 ± 1.4    55.0 ± 1.4    54.0 ± 1.4
        Triangle method & pruning, trained      56.8 ± 1.4    62.0 ± 1.4   100.0 ± 1.4

        fashion-mnist, 20 epochs, mean ± standard deviation over 2 seeds.

        61 s in all
        """)
  }
}
