import HebbNetworks
import HebbPlasticity
import HebbSupport
import TestSupport
import Testing

@testable import HebbExperiments

@Suite("Setting values of an experiment")
struct SpecificationSettingTests {
  @Test("An assignment replaces one value and leaves the others")
  func replaces() throws {
    var expected = unusual
    expected.layers[1].channels = 64
    expected.layers[0].activation = .triangle
    expected.input.whitening = .none
    expected.about = "two words"
    expected.dataset = "cifar10"
    let set = try unusual.setting([
      "layers.1.channels=64", "layers.0.activation=triangle", "input.whitening = none", "about=two words",
      "dataset=\"cifar10\"",
    ])
    #expect(set == expected)
  }

  @Test("No assignments change nothing, and the last of two wins")
  func laws() throws {
    #expect(try unusual.setting([]) == unusual)
    #expect(try unusual.setting(["training.epochs=3", "training.epochs=4"]).training.epochs == 4)
    #expect(try unusual.setting(["training.epochs=3"]).setting(["training.epochs=0"]) == unusual)
  }

  @Test("A whole mapping or list can be replaced; what it leaves out has its default")
  func wholes() throws {
    let set = try unusual.setting(["layers=[{channels: 10, kernel: 3}]", "input={}", "input.flips=false"])
    #expect(set.layers == [LayerDescription.convolution(channels: 10, kernel: 3)])
    #expect(set.input == InputSpecification(flips: false))
    #expect(try unusual.setting(["layers.0={channels: 5, kernel: 2}"]).layers[0].channels == 5)
  }

  @Test("Values are checked when all have been set, not before")
  func together() throws {
    let set = try unusual.setting(["layers.0.competition.winners=40", "layers.0.channels=41"])
    #expect(set.layers[0].winners == 40)
  }

  @Test(
    "A mistake is located at the assignment",
    arguments: [
      ("layers.0.chanels=64", "unknown key “chanels”", "Did you mean “channels”? Valid keys: kind, channels"),
      ("inptu.flips=true", "unknown key “inptu”", "Did you mean “input”?"),
      ("layers.0.channels=many", "expected a whole number, found “many”", "digits"),
      ("layers.0.channels=[1]", "expected a whole number, found a list", "digits"),
      ("layers.0.channels=0", "0 is out of range", "from 2 to"),
      ("layers.0.competition.winners=12", "12 winners among 12 channels leave nobody to lose", "from 1 to 11"),
      ("layers.0.activation=triangel", "there is no activation “triangel”", "Did you mean “triangle”?"),
      ("layers.2.channels=64", "layers has no entry 2", "the last is 1"),
      ("layers.-1.channels=64", "layers has no entry -1", "from 0"),
      ("layers.first.channels=64", "layers is a list, and “first” is not the number of one of its entries", "from 0"),
      ("name.first=a", "name is a single value and has no “first”", "--set name=VALUE"),
      ("layers..channels=64", "the key path has an empty part", "KEY.PATH=VALUE"),
      (".name=a", "the key path has an empty part", "KEY.PATH=VALUE"),
      ("=64", "there is no key path before the “=”", "KEY.PATH=VALUE"),
      ("layers.0.channels", "there is no “=” between a key path and a value", "KEY.PATH=VALUE"),
      ("", "there is no “=” between a key path and a value", "KEY.PATH=VALUE"),
      ("name=", "there is no value behind the “=”", "\"\""),
      ("readout.ridge=.inf", "inf is out of range", "1000000000000.0"),
    ])
  func mistakes(assignment: String, what: String, advice: String) throws {
    let found = try #require(problem { try unusual.setting([assignment]) })
    #expect(found.place == "--set \(assignment)")
    #expect(found.what == what)
    #expect(found.advice?.contains(advice) == true, "\(found)")
  }

  @Test("A value that is not YAML is located at the assignment")
  func syntax() {
    let found = problem { try unusual.setting(["layers=[1"]) }
    #expect(found?.place == "--set layers=[1")
    #expect(found?.what.hasPrefix("this is not valid YAML") == true)
  }

  @Test("A value that an assignment makes impossible is named by its key path")
  func consequences() {
    #expect(problem { try unusual.setting(["layers.0.channels=3"]) }?.place == "layers.0.competition.winners")
  }
}
