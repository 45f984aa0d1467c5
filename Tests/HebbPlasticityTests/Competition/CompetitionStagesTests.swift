import HebbPlasticity
import HebbSupport
import HebbTensor
import Testing

@Suite("The catalog of competition stages")
struct CompetitionStagesTests {
  @Test("It makes every stage by its name, with defaults, as if made from its own values")
  func all() throws {
    let names = CompetitionStages.catalog.names
    #expect(Set(names).count == names.count)
    for name in names {
      let stage = try CompetitionStages.catalog.make(name)
      #expect(type(of: stage).name == name && !type(of: stage).about.isEmpty)
      #expect(try CompetitionStages.catalog.make(name, stage.values).isEqual(to: stage))
      #expect(Set(stage.values.keys) == Set(type(of: stage).parameters.map(\.name)))
    }
  }

  @Test("Every stage serves every shape, and leaves it as it is")
  func shapes() throws {
    for name in CompetitionStages.catalog.names {
      let stage = try CompetitionStages.catalog.make(name)
      for shape in ActivityFixture.shapes {
        let y = stage.compete(.dense(ActivityFixture.normal(shape)), state: PlasticState())
        #expect([y.samples, y.neurons] == shape && y.dense.shape == shape, "\(name)")
      }
    }
  }

  @Test("A name that does not exist is a problem that offers the nearest")
  func unknown() {
    #expect {
      try CompetitionStages.catalog.make("winnerTakesAll")
    } throws: { error in
      (error as? Problem)?.advice?.contains("Did you mean “winnerTakeAll”?") == true
    }
  }
}
