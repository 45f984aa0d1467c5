import HebbPlasticity
import HebbSupport
import Testing

@Suite("The catalog of homeostasis")
struct HomeostasesTests {
  @Test("It makes every kind by its name, with defaults, as if made from its own values")
  func all() throws {
    let names = Homeostases.catalog.names
    #expect(Set(names).count == names.count)
    for name in names {
      let part = try Homeostases.catalog.make(name)
      #expect(type(of: part).name == name && !type(of: part).about.isEmpty)
      #expect(try Homeostases.catalog.make(name, part.values).isEqual(to: part))
    }
  }

  @Test("A name that does not exist is a problem that offers the nearest")
  func unknown() {
    #expect {
      try Homeostases.catalog.make("adaptiveThresholds")
    } throws: { error in
      (error as? Problem)?.advice?.contains("Did you mean “adaptiveThreshold”?") == true
    }
  }
}
