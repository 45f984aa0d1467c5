import HebbTensor
import Testing

@testable import HebbPlasticity

/// Földiák's network on the bars problem, with the parameters of the paper (α = 0.1, β = γ = 0.02, λ = 10, p = 1/8).
///
/// > Reference: P. Földiák, "Forming sparse representations by local anti-Hebbian learning", Biol. Cybern. 64 (1990).
@Suite("Földiák's network and the bars")
struct FoldiakBarsTests {
  /// Δw = y (x − w)
  private struct FeedForward: LearningRule {
    static let name = "feedForward"
    static let card = RuleCard(formula: "Δw = y (x − w)", canonical: "", summary: "", properties: [], source: "")
    init() {}
    init(_ parameters: ParameterValues) {}
    func update(for activity: Activity, state: inout PlasticState) -> PlasticUpdate {
      .canonical(CanonicalUpdate(post: activity.y, decay: .perNeuron(activity.y)))
    }
  }

  private static let side = 8

  /// An image for each list of bars: those below 8 are rows, the others columns.
  private func images(_ bars: [[Int]]) -> Tensor {
    let side = Self.side
    var images = Tensor(shape: [bars.count, side * side])
    for (image, bars) in bars.enumerated() {
      for bar in bars { for i in 0..<side { images[image, bar < side ? bar * side + i : i * side + bar - side] = 1 } }
    }
    return images
  }

  private func drawn(_ count: Int, using random: inout RandomStream) -> [[Int]] {
    (0..<count).map { _ in (0..<2 * Self.side).filter { _ in random.uniform() < 0.125 } }
  }

  /// Trained on so many images one after the other, after thresholds have settled.
  private func trained(seed: UInt64, images count: Int, lateralRate: Double = 0.1) throws -> Population {
    var random = RandomStream(seed: seed, "bars")
    let shape = [2 * Self.side, Self.side * Self.side]
    var weights = Tensor(shape: shape, elements: (0..<shape[0] * shape[1]).map { _ in random.uniform() })
    var state = PlasticState()
    UnitNorm().apply(to: &weights, state: &state)
    let plasticity = Plasticity(
      rule: FeedForward(), competition: [FoldiakCompetition(rate: lateralRate)], homeostasis: FoldiakThreshold(),
      learningRate: 0.02)
    var network = Population(plasticity, weights: weights)
    for _ in 0..<500 { try network.learn(from: images(drawn(1, using: &random)), plastic: false) }
    for _ in 0..<count { try network.learn(from: images(drawn(1, using: &random))) }
    return network
  }

  /// For each image, the units that are active.
  private func active(_ network: Population, _ bars: [[Int]]) -> [[Int]] {
    ActivityFixture.rows(network.respond(to: images(bars)).y.dense).map { row in row.indices.filter { row[$0] > 0 } }
  }

  @Test(
    "Every bar is represented by exactly one unit, and an image by the units of its bars",
    arguments: 1...5 as ClosedRange<UInt64>)
  func independentCauses(seed: UInt64) throws {
    let network = try trained(seed: seed, images: 2000)
    let bars = Array(0..<2 * Self.side)
    let units = active(network, bars.map { [$0] })
    #expect(units.allSatisfy { $0.count == 1 })
    #expect(Set(units).count == bars.count)
    // Its weights are a picture of the bar.
    for bar in bars {
      let weights = ActivityFixture.rows(network.weights)[try #require(units[bar].first)]
      let inside = images([[bar]]).elements
      #expect(zip(weights, inside).filter { $1 == 1 }.map(\.0).min() ?? 0 > 0.6)
      #expect(zip(weights, inside).filter { $1 == 0 }.map(\.0).max() ?? 1 < 0.5)
    }
    var random = RandomStream(seed: seed, "new images")
    let fresh = drawn(500, using: &random)
    let exact = zip(fresh, active(network, fresh)).count { bars, active in
      active == bars.flatMap { units[$0] }.sorted()
    }
    #expect(Double(exact) / 500 > 0.8)
  }

  @Test("Without learning between the units, many learn the same")
  func withoutLateralLearning() throws {
    let network = try trained(seed: 1, images: 1000, lateralRate: 0)
    let units = active(network, (0..<2 * Self.side).map { [$0] })
    #expect(Set(units.filter { $0.count == 1 }).count < 4)
  }
}
