public import Foundation
public import HebbExperiments
import HebbSupport

/// What a sweep tries: its `sweep.json`, which never changes. The experiment itself is beside it, in `spec.yaml`.
public struct SweepDefinition: Sendable, Codable, Equatable {
  /// The experiment's.
  public var name: String
  public var parameters: [SweepParameter]
  /// How many combinations of values are tried.
  public var trials: Int
  /// Each combination is trained with every one of these.
  public var seeds: [UInt64]
  /// Where the values that are drawn at random come from.
  public var seed: UInt64
  public var pruning: Pruning
  public var metric: SweepMetric
  /// As for `hebb train`.
  public var data: String?
  public var limit: Int?
  public var validation: Int?
  /// Of Hebb.
  public var version: String
  public var created: Date

  /// - Parameter trials: nil for the points of the grid, each once.
  /// - Throws: `Problem` if the parameters do not go together, or their number is wrong.
  public init(
    _ experiment: ExperimentFile, parameters: [SweepParameter], trials: Int?, seeds: [UInt64], seed: UInt64,
    pruning: Pruning, metric: SweepMetric, data: String?, limit: Int?, validation: Int?
  ) throws {
    (name, self.parameters, self.seeds, self.seed) = (experiment.name, parameters, seeds, seed)
    (self.pruning, self.metric, self.data) = (pruning, metric, data)
    (self.limit, self.validation, version) = (limit, validation, hebbVersion)
    // In whole seconds, as the file has it.
    created = Date(timeIntervalSince1970: Date().timeIntervalSince1970.rounded(.down))
    self.trials = 0
    let paths = try parameters.flatMap { try $0.paths(in: experiment) }
    if let twice = Dictionary(grouping: paths, by: \.self).first(where: { $1.count > 1 })?.key {
      throw Problem(
        "“\(twice)” is varied twice", at: "hebb sweep", advice: "Give each key once, as --grid or as --random.")
    }
    guard !parameters.isEmpty else {
      throw Problem("nothing is varied", at: "hebb sweep", advice: "Give at least one --grid or --random.")
    }
    let grid = try Self.points(parameters)
    if parameters.allSatisfy(\.isGrid) {
      guard trials ?? grid == grid else {
        throw Problem(
          "the grid has \(Self.counted(grid, "point")), and --trials \(trials ?? 0) is another number", at: "--trials",
          advice: "Leave out --trials, or draw values with --random KEY=choice:A,B,C.")
      }
      self.trials = grid
    } else {
      guard let trials else {
        throw Problem(
          "how many combinations are to be drawn?", at: "--trials", advice: "Give --trials, for example --trials 64.")
      }
      guard trials >= grid else {
        throw Problem(
          "\(Self.counted(trials, "trial")) \(trials == 1 ? "is" : "are") fewer than the \(grid) points of the grid",
          at: "--trials",
          advice: "Give at least \(grid), so that each is tried.")
      }
      self.trials = trials
    }
  }

  /// `1 trial`, `2 trials`
  static func counted(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

  /// How many combinations the grids have.
  private static func points(_ parameters: [SweepParameter]) throws -> Int {
    try parameters.reduce(1) { product, parameter in
      guard case .grid(let values) = parameter.domain else { return product }
      let (points, isTooLarge) = product.multipliedReportingOverflow(by: values.count)
      guard !isTooLarge, points <= mostTrials else {
        throw Problem(
          "the grid has more than \(mostTrials) points", at: "--grid",
          advice: "Give fewer values, or draw them with --random KEY=choice:A,B,C and --trials.")
      }
      return points
    }
  }

  /// Far more than anyone trains; keeps the state, which is written whole, small.
  public static let mostTrials = 10_000

  /// The values of a trial, counted from 0, in the order of the parameters.
  ///
  /// Trials go through the grid again and again, the first parameter varying slowest; random values are drawn anew for
  /// each.
  public func values(of trial: Int) -> [(key: String, value: String)] {
    var rest = trial
    var values: [(String, String)] = []
    for parameter in parameters.reversed() {
      if case .grid(let grid) = parameter.domain {
        values.append((parameter.key, grid[rest % grid.count]))
        rest /= grid.count
      } else {
        values.append((parameter.key, parameter.draw(trial: trial, seed: seed) ?? ""))
      }
    }
    return values.reversed()
  }

  public var rungs: [Double] { pruning.rungs(trials: trials) }

  /// `rule=oja, learningRate=0.001`
  public func title(of trial: Int) -> String {
    values(of: trial).map { "\($0.key)=\($0.value)" }.joined(separator: ", ")
  }
}
