import HebbFigures
import HebbPlasticity
import HebbTensor
import Testing

@testable import HebbExperiments

@Suite("Tools of the gallery")
struct GalleryToolsTests {
  @Test("Lengths, angles and numbers for captions")
  func vectors() {
    #expect(Vectors.length([3, 4]) == 5)
    #expect(abs(Vectors.angle([1, 0], [-1, 1]) - 135) < 1e-4)
    #expect(abs(Vectors.angleBetweenLines([1, 0], [-1, 1]) - 45) < 1e-4)
    #expect(Vectors.distance([1, 1], [4, 5]) == 5)
    #expect((-1.25).rounded(decimals: 1) == "−1.2" && 0.0.rounded(decimals: 2) == "0.00")
    #expect(0.0004.bound == "0.001" && 0.001.bound == "0.001" && 2.0.bound == "1" && 0.0.bound == "0.0000001")
  }

  @Test("A cloud is centred where it should be, and its axes are those of its points")
  func cloud() throws {
    let cloud = try PointCloud(mean: [2, -1], deviations: (1, 0.3), angle: 30)
    let sums = cloud.points.columnSums()
    #expect(abs(sums[0] / 400 - 2) < 1e-4 && abs(sums[1] / 400 + 1) < 1e-4)
    #expect(Vectors.angleBetweenLines(cloud.axes[0], Vectors.direction(degrees: 30)) < 5)
    #expect(abs(Vectors.product(cloud.axes[0], cloud.axes[1])) < 1e-5)
    #expect(cloud.variances[0] > cloud.variances[1])
    // Batches go round.
    #expect(cloud.batch(20) == cloud.batch(0))
  }

  @Test("A lifetime records weights at the start and as often as asked")
  func lifetime() throws {
    let start = Tensor(shape: [1, 2], elements: [1, 0])
    var life = Lifetime(Plasticity(rule: Hebb(), learningRate: 1), weights: start)
    try life.learn(steps: 6, recordingEvery: 2) { _ in Tensor(shape: [1, 2], elements: [1, 0]) }
    #expect(life.steps == [0, 2, 4, 6])
    #expect(life.path(of: 0).map(\.x) == [1, 4, 16, 64])
    #expect(life.curve(of: 0, Vectors.length).map(\.y) == [1, 4, 16, 64])
  }

  @Test("The angle of subspaces is 0 for a rotated basis, and 90° for an orthogonal direction")
  func subspaces() {
    let components: [[Float]] = [[1, 0, 0], [0, 1, 0]]
    let rotated = Tensor(rows: [[1, 1, 0], [1, -2, 0]])
    #expect(SubspaceAngles.largestAngle(of: rotated, to: components) < 0.1)
    let outside = Tensor(rows: [[1, 0, 0], [0, 0, 1]])
    #expect(abs(SubspaceAngles.largestAngle(of: outside, to: components) - 90) < 0.1)
  }

  @Test("Dead leaves are grey values from 0 to 1 that cover the image")
  func leaves() {
    var random = RandomStream(seed: 1, "leaves")
    let leaves = DeadLeaves(side: 32, using: &random)
    #expect(leaves.pixels.count == 1024 && leaves.pixels.allSatisfy { (0...1).contains($0) })
    #expect(Set(leaves.pixels).count > 50)
    #expect(leaves.patch(side: 32, using: &random) == leaves.pixels)
  }

  @Test("A field with one orientation is coherent, a hill is not")
  func coherence() {
    let stripes = (0..<100).map { Float($0 % 10 % 2) }
    let hill = (0..<100).map { place -> Float in
      let (x, y) = (Float(place % 10) - 4.5, Float(place / 10) - 4.5)
      return -(x * x + y * y)
    }
    #expect(EdgeFilters.meanCoherence(of: Tensor(rows: [stripes])) > 0.99)
    #expect(EdgeFilters.meanCoherence(of: Tensor(rows: [hill])) < 0.01)
  }
}
