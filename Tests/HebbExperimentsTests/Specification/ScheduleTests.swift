import HebbSupport
import TestSupport
import Testing

@testable import HebbExperiments

@Suite("Schedules of the learning rate")
struct ScheduleTests {
  @Test("They begin at 1 and go where their names say")
  func factors() {
    for schedule in Schedule.all { #expect(schedule.factor(epochs: 0, progress: 0) == 1) }
    #expect(Schedule.constant.factor(epochs: 7, progress: 0.7) == 1)
    #expect(Schedule.linear.factor(epochs: 2, progress: 0.25) == 0.75)
    #expect(abs(Schedule.cosine.factor(epochs: 5, progress: 0.5) - 0.5) < 1e-12)
    #expect(abs(Schedule.exponential(factor: 0.5).factor(epochs: 3, progress: 0.9) - 0.125) < 1e-12)
  }

  private func read(_ training: String) throws -> Schedule {
    try ExperimentSpecification(
      yaml: "name: a\ndataset: mnist\ntraining: {schedule: \(training)}\nlayers: [{channels: 8, kernel: 3}]",
      source: "net.yaml"
    ).training.schedule
  }

  @Test("Files name them, with parameters where they have some")
  func reading() throws {
    #expect(try read("linear") == .linear)
    #expect(try read("exponential") == .exponential(factor: 0.95))
    #expect(try read("{name: exponential, factor: 0.5}") == .exponential(factor: 0.5))
    for (text, what) in [
      ("liner", "Did you mean “linear”?"), ("{name: linear, factor: 1}", "no parameter"),
      ("{name: exponential, factor: 2}", "factor"),
    ] {
      let problem = problem { try read(text) }
      #expect(problem?.description.contains(what) == true, "\(text): \(problem?.description ?? "no problem")")
    }
  }

  @Test("What is written is read again", arguments: ["constant", "cosine", "{name: exponential, factor: 0.9}"])
  func roundTrip(text: String) throws {
    let specification = try ExperimentSpecification.resolve("hebbnet").setting([
      "training.schedule=\(text)", "readout.together.schedule=\(text)",
    ])
    #expect(try ExperimentSpecification(yaml: specification.yaml, source: "again") == specification)
  }

  @Test("Layers learn less where the schedule says so")
  func effect() throws {
    func change(_ schedule: Schedule) throws -> Double {
      var specification = TinyExperiment.layer(learningRate: 1e-5, epochs: 2, batch: 20)
      specification.training.schedule = schedule
      let session = try TinyExperiment.session(specification)
      try session.trainAll()
      return session.metrics[1].layers[0].weightChange
    }
    let (constant, falling) = (try change(.constant), try change(.exponential(factor: 0.1)))
    #expect(falling < 0.3 * constant && falling > 0)
  }
}
