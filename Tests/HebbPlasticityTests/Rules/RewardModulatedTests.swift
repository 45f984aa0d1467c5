import HebbPlasticity
import HebbSupport
import HebbTensor
import Testing

@Suite("Reward-modulated learning")
struct RewardModulatedTests {
  @Test("solves a bandit with cues: each cue comes to choose the arm that pays", arguments: [1, 2, 3] as [UInt64])
  func bandit(seed: UInt64) throws {
    #expect(try rewardOfLast100(RewardModulated(), delay: 0, seed: seed) > 90)
  }

  @Test("an eligibility trace bridges a delay of reward that stops a rule without one")
  func delay() throws {
    #expect(try rewardOfLast100(RewardModulated(decay: 0.5), delay: 1, seed: 1) > 80)
    #expect(try rewardOfLast100(RewardModulated(), delay: 1, seed: 1) < 65)
  }

  /// Three cues, three arms, of which one pays for each cue; actions are the winners of noisy inputs.
  private func rewardOfLast100(_ rule: RewardModulated, delay: Int, seed: UInt64) throws -> Int {
    let paying = [2, 0, 1]
    var random = RandomStream(seed: seed, "bandit")
    var state = PlasticState()
    var w = Tensor(shape: [3, 3])
    var (paid, expected) = ([Float](), Float(0))
    for _ in 0..<2_000 {
      let cue = random.next(below: 3)
      let x = Tensor([(0..<3).map { $0 == cue ? 1 : 0 }], columns: 3)
      let u = LinearAlgebra.multiply(x, w, transposingB: true)
      // Above 0, as winner-take-all wants it.
      let noisy = u.mapped { $0 + random.uniform() + 100 }
      let y = WinnerTakeAll().compete(.dense(noisy), state: state)
      paid.append(y.dense[0, paying[cue]])
      let due = paid.count > delay ? paid[paid.count - 1 - delay] : 0
      let activity = Activity(x: x, w: w, u: u, y: y, lanes: 1, signals: Signals(reward: [due - expected]))
      expected += 0.02 * (due - expected)
      let delta = try rule.update(for: activity, state: &state).delta(x: x, w: w)
      w = w.combined(with: delta) { $0 + 0.05 * $1 }
    }
    return paid.suffix(100).filter { $0 > 0 }.count
  }

  @Test("without reward nothing is learned, and equal reward teaches what the rule alone would")
  func constantReward() throws {
    var random = RandomStream(seed: 1, "constant")
    var batch = RandomBatch(BatchShape(lanes: 6, steps: [1], neurons: 3, inputs: 2), steps: 1, using: &random).activity
    var state = PlasticState()
    batch.signals.reward = [Float](repeating: 0, count: 6)
    let none = try RewardModulated(Oja()).update(for: batch, state: &state).delta(x: batch.x, w: batch.w)
    #expect(none == Tensor(shape: [3, 2]))
    batch.signals.reward = [Float](repeating: 1, count: 6)
    let full = try RewardModulated(Oja()).update(for: batch, state: &state).delta(x: batch.x, w: batch.w)
    #expect(agrees(full.rows, Oja().update(for: batch, state: &state).delta(x: batch.x, w: batch.w).rows))
  }

  @Test("a missing or short reward, and traces that fill the memory, are refused")
  func badInput() throws {
    var layer = Population(
      Plasticity(rule: try RewardModulated(decay: 0.5)), weights: Tensor(shape: [2, 2]), place: "layers.0")
    let missing = #expect(throws: Problem.self) { try layer.learn(from: Tensor(shape: [3, 2])) }
    #expect(missing?.what.contains("one reward for each of 3 samples; none was given") == true)
    #expect(missing?.place == "layers.0")
    let short = #expect(throws: Problem.self) {
      try layer.learn(from: Tensor(shape: [3, 2]), signals: Signals(reward: [1]))
    }
    #expect(short?.what.contains("1 were given") == true)

    var large = Population(Plasticity(rule: try RewardModulated(decay: 0.5)), weights: Tensor(shape: [1000, 1000]))
    let reward = [Float](repeating: 1, count: 600)
    let enormous = #expect(throws: Problem.self) {
      try large.learn(from: Tensor(shape: [600, 1000]), signals: Signals(reward: reward))
    }
    #expect(enormous?.what.contains("600 lanes of 1000 × 1000 weights would fill 2 GiB") == true)
    #expect(enormous?.advice?.contains("decay") == true)
  }

  @Test("rules without a canonical form cannot be wrapped, and the error names those that can")
  func notCanonical() throws {
    let inner = try RewardModulated()
    let problem = #expect(throws: Problem.self) { try RewardModulated(inner) }
    #expect(problem?.what.contains("“rewardModulated” cannot wait for reward") == true)
    #expect(problem?.advice?.contains("hebb, instar") == true)
  }

  @Test("the wrapped rule keeps its parameters when the rule is written down and read again")
  func roundTrip() throws {
    let rule = try RewardModulated(BCM(rate: 0.25, threshold: [0.5, 1]), decay: 0.75)
    let copy = try RewardModulated(given: rule.values)
    #expect(copy.isEqual(to: rule))
    #expect(copy.rule.isEqual(to: rule.rule))
    #expect(rule.values["rule"] == "bcm(decay: 0, rate: 0.25, threshold: [0.5, 1])")
  }
}
