import HebbFigures
import HebbSupport
import HebbTensor
import Testing

@Suite("Receptive fields") struct ReceptiveFieldsTests {
  /// A linear network of unpadded convolutions and average pooling, in the plainest loops.
  private struct LinearNetwork {
    var weights: [Tensor]
    var pools: [Int]
    var strides: [Int]

    /// The response of unit (0, 0) of every channel of the last layer to an image `[channels, side, side]`.
    func response(to image: [[[Double]]]) -> [Double] {
      var activity = image
      for (layer, weight) in weights.enumerated() {
        activity = convolved(activity, weight, stride: strides[layer])
        if layer < weights.count - 1 { activity = pooled(activity, pools[layer]) }
      }
      return activity.map { $0[0][0] }
    }

    private func convolved(_ input: [[[Double]]], _ weight: Tensor, stride: Int) -> [[[Double]]] {
      let k = weight.shape[2]
      let side = (input[0].count - k) / stride + 1
      return (0..<weight.shape[0]).map { o in
        (0..<side).map { y in
          (0..<side).map { x in
            var sum = 0.0
            for c in 0..<weight.shape[1] {
              for i in 0..<k {
                for j in 0..<k { sum += Double(weight[o, c, i, j]) * input[c][y * stride + i][x * stride + j] }
              }
            }
            return sum
          }
        }
      }
    }

    private func pooled(_ input: [[[Double]]], _ p: Int) -> [[[Double]]] {
      input.map { plane in
        (0..<(plane.count / p)).map { y in
          (0..<(plane.count / p)).map { x in
            var sum = 0.0
            for u in 0..<p { for v in 0..<p { sum += plane[y * p + u][x * p + v] } }
            return sum / Double(p * p)
          }
        }
      }
    }
  }

  private static func layers(
    _ weights: [Tensor], _ pools: [Int], strides: [Int] = [1, 1, 1]
  ) -> [ReceptiveFields.Layer] {
    weights.enumerated().map { .init(weights: $1, stride: strides[$0], pool: $0 < pools.count ? pools[$0] : 1) }
  }

  private static func random(_ shape: [Int], _ name: String) -> Tensor {
    var stream = RandomStream(seed: 5, name)
    return Tensor(shape: shape, elements: (0..<shape.reduce(1, *)).map { _ in stream.normal() })
  }

  struct Architecture: Sendable, CustomTestStringConvertible {
    var channels: [Int]
    var kernels: [Int]
    var pools: [Int]
    var sides: [Int]
    var strides = [1, 1, 1]
    var testDescription: String { "kernels \(kernels), pools \(pools)" }
  }

  @Test(
    "The receptive field is the gradient of a unit of the linear network with respect to the image",
    arguments: [
      Architecture(channels: [3, 2], kernels: [3], pools: [], sides: [3]),
      Architecture(channels: [1, 2, 3], kernels: [2, 2], pools: [1], sides: [2, 3]),
      Architecture(channels: [2, 3, 2], kernels: [3, 2], pools: [3], sides: [3, 8]),
      Architecture(channels: [1, 2, 3, 2], kernels: [1, 3, 2], pools: [2, 3, 2], sides: [1, 6, 16]),
      Architecture(channels: [3, 2, 2, 2], kernels: [5, 3, 3], pools: [2, 2], sides: [5, 10, 20]),
      Architecture(
        channels: [2, 3, 2, 2], kernels: [3, 2, 2], pools: [2, 1], sides: [3, 9, 17], strides: [2, 2, 1]),
    ])
  func gradient(_ architecture: Architecture) throws {
    let weights = architecture.kernels.indices.map { layer in
      let k = architecture.kernels[layer]
      return Self.random([architecture.channels[layer + 1], architecture.channels[layer], k, k], "layer \(layer)")
    }
    let fields = try ReceptiveFields.reconstruct(
      Self.layers(weights, architecture.pools, strides: architecture.strides))
    #expect(fields.map { $0.shape[2] } == architecture.sides)
    #expect(fields[0] == weights[0])

    let field = try #require(fields.last)
    let (channels, side) = (architecture.channels, field.shape[2])
    #expect(field.shape == [channels[channels.count - 1], channels[0], side, side])
    let network = LinearNetwork(weights: weights, pools: architecture.pools, strides: architecture.strides)
    var worst = 0.0
    for probe in probes(channels: channels[0], side: side) {
      let image = (0..<channels[0]).map { c in
        (0..<side).map { y in (0..<side).map { x in probe[(c * side + y) * side + x] } }
      }
      for (o, response) in network.response(to: image).enumerated() {
        var expected = 0.0
        for n in probe.indices { expected += probe[n] * Double(field[flat: o * probe.count + n]) }
        worst = max(worst, abs(response - expected))
      }
    }
    #expect(worst < 1e-4)
  }

  /// An impulse at every pixel; where that would be slow, a few images of noise, which test all pixels at once.
  private func probes(channels: Int, side: Int) -> [[Double]] {
    let count = channels * side * side
    guard count > 200 else { return (0..<count).map { n in (0..<count).map { $0 == n ? 1 : 0 } } }
    return (0..<2).map { Self.random([count], "probe \($0)").elements.map(Double.init) }
  }

  @Test("A single weight shows the pooled field below at its place, and pruned connections show nothing")
  func shifted() throws {
    let below = Tensor(shape: [2, 1, 1, 1], elements: [4, .nan])
    var above = Tensor(shape: [1, 2, 2, 2])
    above[0, 0, 1, 0] = 2
    let field = try ReceptiveFields.reconstruct(Self.layers([below, above], [2, 1]))[1]
    #expect(field.elements == [0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 0, 0, 2, 2, 0, 0])
  }

  @Test("Without layers there are no fields; a window after the last layer changes nothing")
  func edges() throws {
    #expect(try ReceptiveFields.reconstruct([]).isEmpty)
    let weights = [Self.random([2, 1, 3, 3], "a")]
    #expect(try ReceptiveFields.reconstruct(Self.layers(weights, [2])) == weights)
  }

  @Test("Weights that do not fit together are a problem that names the layer")
  func badInput() throws {
    let first = Tensor(shape: [4, 3, 5, 5])
    func problem(_ weights: [Tensor], _ pools: [Int]) -> Problem? {
      #expect(throws: Problem.self) { try ReceptiveFields.reconstruct(Self.layers(weights, pools)) }
    }
    #expect(problem([first, Tensor(shape: [2, 3, 3, 3])], [2])?.place == "layer 2")
    #expect(problem([first, Tensor(shape: [2, 4, 0, 2])], [2])?.place == "layer 2")
    #expect(problem([Tensor(shape: [4, 75])], [])?.place == "layer 1")
    #expect(problem([first, Tensor(shape: [2, 4, 3, 3])], [0])?.place == "layer 1")
  }
}
