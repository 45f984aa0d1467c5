import HebbNetworks
import HebbSupport
import TestSupport
import Testing

@testable import HebbExperiments

@Suite("Shapes of an experiment's layers")
struct SpecificationShapesTests {
  @Test("The seed paper's network turns 3 × 32 × 32 into 400 × 2 × 2")
  func paper() throws {
    let shapes = try BuiltIn.named("hebbian-cnn").specification().shapes(inputShape: [3, 32, 32])
    #expect(shapes.map(\.input) == [[3, 32, 32], [100, 14, 14], [196, 6, 6]])
    #expect(shapes.map(\.convolved) == [[100, 28, 28], [196, 12, 12], [400, 4, 4]])
    #expect(shapes.map(\.pooled) == [[100, 14, 14], [196, 6, 6], [400, 2, 2]])
  }

  @Test("Heights and widths may differ, and incomplete windows are left out")
  func oblong() throws {
    let shapes = try single(kernel: 3, pool: 2).shapes(inputShape: [1, 9, 12])
    #expect(shapes[0].convolved == [8, 7, 10])
    #expect(shapes[0].pooled == [8, 3, 5])
  }

  @Test(
    "Sizes that fit exactly are accepted",
    arguments: [(3, 1, [1, 3, 3], [8, 1, 1]), (1, 5, [2, 5, 5], [8, 1, 1]), (3, 2, [1, 4, 9], [8, 1, 3])])
  func exact(kernel: Int, pool: Int, input: [Int], pooled: [Int]) throws {
    #expect(try single(kernel: kernel, pool: pool).shapes(inputShape: input)[0].pooled == pooled)
  }

  @Test("A kernel larger than its input is named with its layer and the sizes")
  func kernel() throws {
    let specification = try BuiltIn.named("hebbian-cnn").specification().setting(["layers.2.kernel=9"])
    let found = try #require(problem { try specification.validate(inputShape: [3, 32, 32]) })
    #expect(found.place == "layers.2")
    #expect(found.what == "a 9 × 9 kernel does not fit the 6 × 6 input")
    #expect(found.advice?.contains("layers.2.kernel to at most 6") == true)
  }

  @Test("Pooling that leaves nothing is named with its layer and the sizes")
  func pooling() throws {
    let found = try #require(problem { try single(kernel: 3, pool: 4).shapes(inputShape: [1, 9, 5]) })
    #expect(found.place == "layers.0")
    #expect(found.what == "pooling by 4 × 4 leaves nothing of the 7 × 3 positions")
    #expect(found.advice?.contains("layers.0.pool to at most 3") == true)
  }

  @Test("An input that is no image is refused", arguments: [[], [3], [3, 32], [3, 0, 32], [1, 3, 32, 32]])
  func input(shape: [Int]) {
    #expect(problem { try single(kernel: 3, pool: 2).shapes(inputShape: shape) }?.place == "input")
  }

  private func single(kernel: Int, pool: Int) -> ExperimentSpecification {
    ExperimentSpecification(
      name: "single", dataset: "mnist",
      layers: [LayerDescription.convolution(channels: 8, kernel: kernel, pool: Pooling(size: pool))])
  }
}
