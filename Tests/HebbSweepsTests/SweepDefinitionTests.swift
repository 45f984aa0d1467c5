import Foundation
import HebbExperiments
import HebbSupport
import Testing

@testable import HebbSweeps

@Suite("What a sweep tries")
struct SweepDefinitionTests {
  private func definition(
    _ grid: [String], _ random: [String] = [], trials: Int? = nil, pruning: Pruning = .none
  ) throws -> SweepDefinition {
    try SweepDefinition(
      TinySweep.experiment(),
      parameters: grid.map { try SweepParameter(grid: $0) }
        + random.map { try SweepParameter(random: $0) }, trials: trials, seeds: [1], seed: 3, pruning: pruning,
      metric: SweepMetric("accuracy.output", .max), data: nil, limit: nil, validation: 8)
  }

  @Test("Grids are multiplied; every combination is tried once")
  func grid() throws {
    let definition = try definition(["rule=oja,instar", "channels=4,8,16"])
    #expect(definition.trials == 6)
    let titles = (0..<6).map { definition.title(of: $0) }
    #expect(titles.first == "rule=oja, channels=4" && titles.last == "rule=instar, channels=16")
    #expect(Set(titles).count == 6)
  }

  @Test("With random values the grid's points come again and again; more trials begin with the same")
  func both() throws {
    let few = try definition(["rule=oja,instar"], ["learningRate=log:1e-5:1e-2"], trials: 6)
    let many = try definition(["rule=oja,instar"], ["learningRate=log:1e-5:1e-2"], trials: 60)
    #expect((0..<6).map { few.title(of: $0) } == (0..<6).map { many.title(of: $0) })
    #expect((0..<60).count { many.values(of: $0)[0].value == "oja" } == 30)
    #expect(Set((0..<60).map { many.values(of: $0)[1].value }).count == 60)
  }

  @Test("Short keys mean every layer, or the section that has them")
  func shortKeys() throws {
    let experiment = ExperimentFile.images(try ExperimentSpecification.resolve("hebbian-cnn"))
    #expect(try experiment.paths(of: "rule") == ["layers.0.rule", "layers.1.rule", "layers.2.rule"])
    #expect(try experiment.paths(of: "layers.*.pool").count == 3)
    #expect(try experiment.paths(of: "epochs") == ["training.epochs"])
    #expect(try experiment.paths(of: "whitening") == ["input.whitening"])
    #expect(try experiment.paths(of: "layers.1.rule") == ["layers.1.rule"])
    #expect(try experiment.paths(of: "ridge") == ["readout.ridge"])
  }

  @Test(
    "Unknown keys and values are found before anything starts",
    arguments: [
      ("learningRat=1,2", "Did you mean “learningRate”?"), ("learningRat=1,2", "--grid learningRat=1,2"),
      ("training.epoch=1,2", "Did you mean “epochs”?"),
      ("rule=oja,ojja", "--grid rule=ojja"), ("channels=4,many", "--grid channels=many"),
      ("layers.7.rule=oja", "no entry 7"),
    ])
  func unknown(grid: String, words: String) throws {
    let problem = #expect(throws: Problem.self) {
      let made = try definition([grid])
      try made.check(TinySweep.experiment())
    }
    #expect(problem?.description.contains(words) == true, "\(problem?.description ?? "")")
  }

  @Test(
    "A name of an accuracy is checked before anything starts, where it is known which there will be",
    arguments: [
      ("hebbian-cnn", "accuracy.outpt", "rule=oja", "Did you mean “accuracy.output”?"),
      ("hebbian-cnn", "accuracy.layer3Quadrants", "rule=oja", "accuracy.layer2Quadrants"),
      ("hebbian-rnn", "accuracy.output", "learningRate=0.1", "testAccuracy"),
      ("hebbian-cnn", "accuracy.layer2Quadrants", "rule=oja", nil),
      ("hebbian-cnn", "accuracy.layer2Output", "readout.kind=ridge,softmax", nil),
    ] as [(String, String, String, String?)])
  func accuracies(name: String, key: String, grid: String, words: String?) throws {
    let experiment = try ExperimentFile.resolve(name)
    let made = try SweepDefinition(
      experiment, parameters: [SweepParameter(grid: grid)], trials: nil, seeds: [1], seed: 1, pruning: .none,
      metric: SweepMetric(key, .max), data: nil, limit: nil, validation: nil)
    guard let words else { return try made.check(experiment) }
    let problem = #expect(throws: Problem.self) { try made.check(experiment) }
    #expect(problem?.place == "--metric")
    #expect(problem?.description.contains(words) == true, "\(problem?.description ?? "")")
  }

  @Test("A value that only fits with others is no mistake")
  func together() throws {
    // The steepness is a key of the power read-out alone.
    let made = try definition(["readout.kind=ridge,power", "readout.steepness=0.1,0.2"])
    try made.check(TinySweep.experiment())
  }

  @Test("Numbers of trials that cannot be are refused")
  func trials() {
    #expect(throws: Problem.self) { try definition(["rule=oja,instar"], trials: 3) }
    #expect(throws: Problem.self) { try definition([], ["learningRate=log:1e-5:1e-2"]) }
    #expect(throws: Problem.self) { try definition(["rule=oja,instar"], ["learningRate=log:1e-5:1e-2"], trials: 1) }
    #expect(throws: Problem.self) { try definition([]) }
    #expect(throws: Problem.self) { try definition(["rule=oja", "layers.0.rule=instar"]) }
  }

  @Test("Halving has as many rungs as its trials can fill")
  func rungs() {
    let pruning = Pruning.halving(factor: 3, smallest: 0.03)
    let rungs = pruning.rungs(trials: 81)
    #expect(rungs.map { Int((1 / $0).rounded()) } == [27, 9, 3, 1] && rungs.last == 1)
    #expect(pruning.rungs(trials: 9) == Array(rungs.dropFirst()))
    #expect(pruning.rungs(trials: 2) == [1])
    #expect(Pruning.halving(factor: 4, smallest: 0.25).rungs(trials: 100) == [0.25, 1])
    #expect(Pruning.median(points: 4).rungs(trials: 9) == [0.25, 0.5, 0.75, 1])
  }
}
