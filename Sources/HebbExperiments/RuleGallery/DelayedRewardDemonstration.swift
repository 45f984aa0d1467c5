import HebbFigures
import HebbPlasticity
import HebbTensor

/// Reward-modulated learning: four cues, four actions, and a reward that comes two steps late.
struct DelayedRewardDemonstration: Demonstration {
  private static let choices = 4
  private static let delay = 2
  private static let trials = 3_000
  private static let window = 60

  func picture(images: SampleImages) throws -> RulePicture {
    let traces = [0.6, 0]
    let curves = try traces.map { try Self.rewards(decay: $0) }
    let averages = curves.map { rewards in
      stride(from: Self.window, through: Self.trials, by: Self.window).map { end in
        LineChart.Point(Double(end), rewards[end - Self.window..<end].reduce(0, +) / Double(Self.window))
      }
    }
    let last = averages.map { $0.suffix(5).reduce(0) { $0 + $1.y } / 5 }
    let chart = LineChart(
      "Reward per trial", xLabel: "trials", yLabel: "mean over \(Self.window) trials",
      series: zip(["eligibility trace, λ = 0.6", "no trace, λ = 0"], averages).map { LineChart.Series($0, points: $1) },
      reference: ChartReference(1 / Double(Self.choices), label: "chance")
    ).sized(PanelSize.full)
    return RulePicture(
      sheet: FigureSheet(
        "rewardModulated: Δw = r e, e(t) = λ e(t−1) + y x", rows: [[chart]],
        caption:
          "At each trial one of four cues is shown, and the network chooses one of four actions: the winner of its "
          + "noisy inputs. The right one for the cue is rewarded, but two trials later, when other cues have been "
          + "shown. With an eligibility trace the synapses that chose are still marked when the reward comes (reward "
          + "\(last[0].rounded(decimals: 2)) in the end); without, reward reaches the wrong synapses "
          + "(\(last[1].rounded(decimals: 2)); chance is \((1 / Double(Self.choices)).rounded(decimals: 2)))."),
      measures: [.init("final reward with a trace", last[0]), .init("final reward without", last[1])])
  }

  /// 1 or 0 for each trial: whether its action was the right one.
  private static func rewards(decay: Double) throws -> [Double] {
    let right = [2, 0, 3, 1]
    var random = RandomStream(seed: 1, "gallery.reward")
    var network = Population(
      Plasticity(rule: try RewardModulated(decay: decay), learningRate: 0.05),
      weights: Tensor(shape: [choices, choices]))
    var (earned, expected) = ([Double](), Float(0))
    for trial in 0..<trials {
      let cue = random.next(below: choices)
      let x = Tensor(rows: [(0..<choices).map { $0 == cue ? 1 : 0 }])
      let response = network.respond(to: x)
      // Exploration: the largest of the noisy inputs, lifted above 0 as winner-take-all wants it.
      let noisy = response.u.mapped { $0 + random.uniform() + 100 }
      let y = WinnerTakeAll().compete(.dense(noisy), state: network.state)
      earned.append(Double(y.dense[0, right[cue]]))
      let due = trial >= delay ? Float(earned[trial - delay]) : 0
      // Reward counts as far as it differs from what is usual.
      try network.learn(
        from: x, Population.Response(u: response.u, drive: noisy, y: y), lanes: 1,
        signals: Signals(reward: [due - expected]))
      expected += 0.02 * (due - expected)
    }
    return earned
  }
}
