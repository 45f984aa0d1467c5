import CHebbKernels
import HebbPlasticity
import HebbTensor
import Testing

@testable import HebbNetworks

/// Method 2 of seed 004: each patch is standardised and whitened before the weights see it.
@Suite("Patch whitening in the first layer")
struct PatchWhiteningTests {
  private static let instructionSets = ["avx512bf16", "avx512", "avx2", "base"].filter { (name: String) in
    hebb_kernels_named(name) != nil
  }

  /// A patch of one image, standardised by itself in double precision; nil without contrast.
  private static func patch(
    _ image: [Float], _ input: ImageShape, kernel: Int, row: Int, column: Int
  ) -> [Double]? {
    var values: [Double] = []
    for channel in 0..<input.channels {
      for y in 0..<kernel {
        for x in 0..<kernel {
          values.append(Double(image[(channel * input.height + row + y) * input.width + column + x]))
        }
      }
    }
    let mean = values.reduce(0, +) / Double(values.count)
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
    return variance < 1e-9 ? nil : values.map { ($0 - mean) / variance.squareRoot() }
  }

  @Test(
    "winners and updates agree with plain loops, and constant patches win nothing",
    arguments: instructionSets, [(5, 3, 2), (3, 1, 2), (4, 2, 1), (3, 2, 3)])
  func agrees(instructionSet: String, geometry: (kernel: Int, channels: Int, pool: Int)) throws {
    let (kernel, channels, pool) = geometry
    let input = ImageShape(channels: channels, height: 16, width: 18)
    let n = channels * kernel * kernel
    var random = RandomStream(seed: 4, "patches")
    // Any matrix will do that takes out the mean, as a fitted one nearly does.
    var z = (0..<n * n).map { _ in random.normal() / Float(n).squareRoot() }
    for row in 0..<n {
      let mean = z[row * n..<(row + 1) * n].reduce(0, +) / Float(n)
      for column in 0..<n { z[row * n + column] -= mean }
    }
    let description = LayerDescription.convolution(
      channels: 9, kernel: kernel, activation: .triangle, pool: Pooling(size: pool))
    let network = try HebbianNetwork(
      input: input, layers: [description], seed: 2, patchWhitening: Tensor(shape: [n, n], elements: z),
      kernels: instructionSet)
    let layer = try #require(network.layers[0] as? FusedLayer)
    for i in 0..<9 { layer.thresholdBuffer[0][i] = -0.2 }  // low enough for a patch of zeros to win
    // The left part of the image is constant, as a padded border is.
    let image = (0..<input.count).map { $0 % input.width < 8 ? Float(0.7) : 3 * random.normal() }
    let memory = BatchBuffer<Float>(rows: 1, count: input.count)
    for (i, value) in image.enumerated() { memory[0][i] = value }
    let seen = try network.inspect(ImageBatch(images: [UnsafePointer(memory[0])], mirrored: [false]))[0]

    let weights = layer.weights.elements.map(Double.init)
    let (height, width) = (input.height - kernel + 1, input.width - kernel + 1)
    var change = [Double](repeating: 0, count: weights.count)
    var disagreements = 0
    var constantWins = 0
    for row in 0..<height {
      for column in 0..<width {
        let won = (0..<9).filter { seen.winners.elements[($0 * height + row) * width + column] == 1 }
        guard let p = Self.patch(image, input, kernel: kernel, row: row, column: column) else {
          constantWins += won.count
          continue
        }
        let whitened = (0..<n).map { i in (0..<n).reduce(0.0) { $0 + Double(z[i * n + $1]) * p[$1] } }
        let drive = (0..<9).map { o in (0..<n).reduce(0.2) { $0 + weights[o * n + $1] * whitened[$1] } }
        let ranked = drive.sorted(by: >)
        let strongest = drive.firstIndex(of: ranked[0])
        if ranked[0] - ranked[1] > 1e-4, ranked[0] > 1e-4, won != [strongest] { disagreements += 1 }
        for o in won { for i in 0..<n { change[o * n + i] += whitened[i] - weights[o * n + i] } }
      }
    }
    #expect(disagreements == 0)
    #expect(constantWins == 0)
    #expect(relativeError(seen.weightChange.elements, change) < 1e-5)
    #expect(seen.activity.elements.allSatisfy { $0.isFinite && $0 >= 0 })
  }
}
