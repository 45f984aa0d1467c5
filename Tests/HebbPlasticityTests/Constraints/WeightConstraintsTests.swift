import HebbPlasticity
import HebbSupport
import HebbTensor
import Testing

@Suite("The catalog of constraints")
struct WeightConstraintsTests {
  @Test("It makes every constraint by its name, with defaults, as if made from its own values")
  func all() throws {
    let names = WeightConstraints.catalog.names
    #expect(Set(names).count == names.count)
    for name in names {
      let constraint = try WeightConstraints.catalog.make(name)
      #expect(type(of: constraint).name == name && !type(of: constraint).about.isEmpty)
      #expect(try WeightConstraints.catalog.make(name, constraint.values).isEqual(to: constraint))
    }
  }

  @Test("Connections that a mask has taken out stay out under every constraint")
  func masks() throws {
    for name in WeightConstraints.catalog.names {
      let plasticity = Plasticity(
        rule: Oja(), constraints: [try WeightConstraints.catalog.make(name)], learningRate: 0.01)
      let mask = ActivityFixture.normal([6, 10]).mapped { $0 > 0 ? 1 : 0 }
      var population = Population(plasticity, weights: ActivityFixture.normal([6, 10], seed: 2), mask: mask)
      for batch in 0..<5 {
        try population.learn(from: ActivityFixture.normal([4, 10], seed: UInt64(batch)))
        #expect(population.weights.combined(with: mask, *) == population.weights, "\(name)")
      }
    }
  }

  @Test("A name that does not exist is a problem that offers the nearest")
  func unknown() {
    #expect {
      try WeightConstraints.catalog.make("unitNorms")
    } throws: { error in
      (error as? Problem)?.advice?.contains("Did you mean “unitNorm”?") == true
    }
  }
}
