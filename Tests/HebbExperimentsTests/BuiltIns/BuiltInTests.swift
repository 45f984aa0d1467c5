import HebbNetworks
import HebbPlasticity
import HebbSupport
import TestSupport
import Testing

@testable import HebbExperiments

@Suite("Built-in experiments")
struct BuiltInTests {
  @Test("Every built-in is valid, carries its own name and says what it is", arguments: BuiltIn.all.map(\.name))
  func valid(name: String) throws {
    let builtIn = try BuiltIn.named(name)
    let specification = try builtIn.specification()
    #expect(specification.name == name)
    #expect(!specification.about.isEmpty)
    #expect(builtIn.yaml.hasPrefix("# ") && builtIn.yaml.hasSuffix("\n"))
    try specification.validate(inputShape: [3, 32, 32])
  }

  @Test("hebbian-cnn is the default network of the paper")
  func paper() throws {
    let layers = try BuiltIn.named("hebbian-cnn").specification().layers
    #expect(
      layers == [
        .convolution(channels: 100, kernel: 5),
        .convolution(channels: 196, kernel: 3),
        .convolution(channels: 400, kernel: 3, learningRate: 1e-3),
      ])
  }

  @Test("hebbian-cnn-pruned differs in activations and connectivity only")
  func pruned() throws {
    var expected = try BuiltIn.named("hebbian-cnn").specification()
    let pruned = try BuiltIn.named("hebbian-cnn-pruned").specification()
    expected.name = pruned.name
    expected.about = pruned.about
    for index in expected.layers.indices {
      expected.layers[index].activation = .triangle
      if index > 0 { expected.layers[index].connectivity = 0.01 }
    }
    #expect(pruned == expected)
  }

  @Test("An unknown name is answered with the nearest one")
  func unknown() throws {
    let found = try #require(problem { try BuiltIn.named("hebian-cnn") })
    #expect(found.what == "there is no built-in experiment “hebian-cnn”")
    #expect(found.advice?.contains("Did you mean “hebbian-cnn”?") == true)
  }
}
