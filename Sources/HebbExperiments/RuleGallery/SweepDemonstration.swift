import HebbFigures
import HebbPlasticity
import HebbTensor

/// The trace rule: lines sweep over a field; neurons with a memory of their activity learn an orientation at all places,
/// neurons without one a few places.
struct SweepDemonstration: Demonstration {
  private static let side = 8
  private static let orientations = ["─", "│", "╱", "╲"]
  private static let sweeps = 600

  func picture(images: SampleImages) throws -> RulePicture {
    let traced = try Self.learned(rate: 0.1)
    let plain = try Self.learned(rate: 1)
    let shares = [traced, plain].map(Self.invariance)
    func panel(_ title: String, _ population: Population) -> ImagePanel {
      let fields = population.weights.reshaped([16, 1, Self.side, Self.side])
      return ImagePanel(
        title, fields: fields, columns: 4, columnLabels: Self.orientations,
        rowLabels: (1...4).map { "neuron \($0)" }, scaling: .common, tileSide: 76)
    }
    return RulePicture(
      sheet: FigureSheet(
        "trace: Δw = ȳ (x − w), ȳ a running mean of y",
        rows: [[panel("With a trace (rate 0.1)", traced), panel("Without one (rate 1: instar)", plain)]],
        caption:
          "Lines of four orientations sweep over a field of 8 × 8 places, at each of which a simple cell detects each "
          + "orientation. Four neurons compete by winner-take-all. What follows each other in time is one and the same line: "
          + "with a trace, each neuron comes to connect to one orientation at all places (\(Self.percent(shares[0])) of the "
          + "positions of an orientation are won by the same neuron, and each neuron has one); without, they "
          + "share places in any way (\(Self.percent(shares[1])))."),
      measures: [
        .init("invariance with a trace", shares[0]), .init("invariance without", shares[1]),
        .init("orientations with a neuron of their own", Double(Set(Self.favourites(traced)).count)),
      ])
  }

  private static func percent(_ share: Double) -> String { (100 * share).rounded(decimals: 0) + " %" }

  private static func learned(rate: Double) throws -> Population {
    var random = RandomStream(seed: 1, "gallery.sweeps")
    let inputs = orientations.count * side * side
    var layer = Population(
      Plasticity(rule: Trace(rate: rate), competition: [WinnerTakeAll()], learningRate: 0.01),
      weights: Tensor(shape: [4, inputs], elements: (0..<4 * inputs).map { _ in 0.1 * random.uniform() }))
    for _ in 0..<sweeps {
      let sweep = sweep(orientation: random.next(below: 4))
      try layer.learn(from: Tensor(rows: random.next(below: 2) == 0 ? sweep : sweep.reversed()), lanes: 1)
    }
    return layer
  }

  /// The responses of the simple cells as a line moves over the field, at right angles to itself. The field is wrapped
  /// around, so that all lines are equally long.
  private static func sweep(orientation: Int) -> [[Float]] {
    func line(_ row: Int, _ column: Int) -> Int {
      switch orientation {
      case 0: row
      case 1: column
      case 2: (row + column) % side
      default: (row - column + side) % side
      }
    }
    return (0..<side).map { position in
      (0..<orientations.count * side * side).map { cell in
        let place = cell % (side * side)
        return cell / (side * side) == orientation && line(place / side, place % side) == position ? 1 : 0
      }
    }
  }

  private static func winners(_ layer: Population) -> [[Int]] {
    (0..<4).map { orientation in
      let y = layer.respond(to: Tensor(rows: sweep(orientation: orientation))).y.dense
      return (0..<side).map { position in y.row(position).firstIndex { $0 > 0 } ?? -1 }
    }
  }

  /// The neuron that wins most positions of each orientation.
  private static func favourites(_ layer: Population) -> [Int] {
    winners(layer).map { winners in
      (0..<4).max { a, b in winners.count { $0 == a } < winners.count { $0 == b } } ?? 0
    }
  }

  /// The share of positions that the favourite of their orientation wins.
  private static func invariance(_ layer: Population) -> Double {
    let won = zip(winners(layer), favourites(layer)).reduce(0) { sum, pair in sum + pair.0.count { $0 == pair.1 } }
    return Double(won) / Double(4 * side)
  }
}
