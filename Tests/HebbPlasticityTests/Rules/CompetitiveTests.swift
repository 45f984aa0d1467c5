import HebbPlasticity
import HebbTensor
import Testing

@Suite("Competitive learning")
struct CompetitiveTests {
  static let rules: [any LearningRule] = [Competitive(), Instar()]

  @Test("with winner-take-all and rate 1/n it is online k-means", arguments: 0..<2, [1, 2, 3] as [UInt64])
  func onlineKMeans(rule: Int, seed: UInt64) throws {
    let samples = clusters(seed: seed)
    let start = Array(samples.prefix(4))
    let learned = try compete(samples, start, rule: Self.rules[rule])
    let expected = kMeans(samples, start)
    #expect(learned.winners == expected.winners)
    #expect(distance(learned.means, expected.means).error < 1e-5)
    // So every neuron is the mean of what it won.
    for neuron in 0..<4 {
      let won = [start[neuron]] + samples.indices.filter { learned.winners[$0] == neuron }.map { samples[$0] }
      let mean = (0..<2).map { j in won.map { $0[j] }.sum / Double(won.count) }
      #expect(length(zip(mean, learned.means[neuron]).map { $0 - $1 }) < 1e-5)
    }
  }

  private func clusters(seed: UInt64) -> Matrix {
    var random = RandomStream(seed: seed, "clusters")
    let centres = [[4.0, 0], [-4, 1], [0, 5], [0, -5]]
    return (0..<200).map { n in centres[n % 4].map { $0 + Double(random.normal()) } }
  }

  /// The nearest neuron is the one with the largest w·x − ½‖w‖²; a start counts as the first sample won.
  private func compete(
    _ samples: Matrix, _ start: Matrix, rule: any LearningRule
  ) throws -> (means: Matrix, winners: [Int]) {
    var w = Tensor(start, columns: 2)
    var wins = [Float](repeating: 1, count: start.count)
    var winners: [Int] = []
    var state = PlasticState()
    for sample in samples {
      let x = Tensor([sample], columns: 2)
      let u = LinearAlgebra.multiply(x, w, transposingB: true)
      // The constant lets the winner be above 0, as winner-take-all wants it.
      let drive = Tensor([zip(u.rows[0], w.rows).map { $0 - 0.5 * dot($1, $1) + 1000 }], columns: start.count)
      let y = WinnerTakeAll().compete(.dense(drive), state: state)
      let winner = y.columnSums().firstIndex(of: 1) ?? -1
      winners.append(winner)
      wins[winner] += 1
      let update = try rule.update(for: Activity(x: x, w: w, u: u, y: y), state: &state)
      w = w.combined(with: update.delta(x: x, w: w).scalingRows(by: wins.map { 1 / $0 }), +)
    }
    return (w.rows, winners)
  }

  /// MacQueen's algorithm: every sample joins the nearest mean, which follows.
  private func kMeans(_ samples: Matrix, _ start: Matrix) -> (means: Matrix, winners: [Int]) {
    var (means, counts) = (start, start.map { _ in 1.0 })
    let winners = samples.map { sample in
      let distances = means.map { mean in zip(sample, mean).map { ($0 - $1) * ($0 - $1) }.sum }
      let nearest = distances.indices.min { distances[$0] < distances[$1] } ?? 0
      counts[nearest] += 1
      for j in sample.indices { means[nearest][j] += (sample[j] - means[nearest][j]) / counts[nearest] }
      return nearest
    }
    return (means, winners)
  }
}
