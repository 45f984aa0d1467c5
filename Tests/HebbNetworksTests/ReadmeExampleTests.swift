import Foundation
import HebbNetworks
import HebbPlasticity
import HebbTensor
import Testing

@Suite("The example in README.md")
struct ReadmeExampleTests {
  @Test("it runs, and leaves every neuron with weights of length 1 and settled thresholds")
  func runs() throws {
    // README begins
    let network = try HebbianNetwork(
      input: ImageShape(channels: 3, height: 16, width: 16),
      layers: [
        .convolution(channels: 32, kernel: 5, activation: .triangle),
        .convolution(
          channels: 64, kernel: 3, activation: .triangle, connectivity: 0.1, learningRate: 1e-3),
      ],
      seed: 7)

    // Your images take the place of these random ones: [count, channels, height, width].
    let (count, size) = (50, network.input.count)
    var random = RandomStream(seed: 7, "example.images")
    let images = Tensor(shape: [count, 3, 16, 16], elements: (0..<count * size).map { _ in random.normal() })

    try images.withUnsafeBufferPointer { pixels in
      let batch = ImageBatch(
        images: (0..<count).map { pixels.baseAddress! + $0 * size },
        mirrored: Array(repeating: false, count: count))
      for step in 0..<20 {
        try network.learn(from: batch, plastic: step >= 10)  // first the thresholds settle, then the weights learn
      }
    }

    let weights = network.layers[0].weights  // [32, 3, 5, 5]; those of a neuron have length 1
    let thresholds = network.layers[1].thresholds  // one for each of the 64 neurons
    // README ends

    #expect(weights.shape == [32, 3, 5, 5])
    for neuron in 0..<32 {
      let squares = weights.elements[neuron * 75..<(neuron + 1) * 75].reduce(0) { $0 + $1 * $1 }
      #expect(abs(squares - 1) < 1e-4)
    }
    #expect(thresholds.count == 64)
    #expect(thresholds.contains { $0 != 0 })
  }

  @Test("its code is the code of this file")
  func isTheSame() throws {
    let file = URL(fileURLWithPath: #filePath)
    let root = file.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let test = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n")
    let first = try #require(test.firstIndex { $0.hasSuffix("// README begins") })
    let last = try #require(test.firstIndex { $0.hasSuffix("// README ends") })
    let code = test[(first + 1)..<last].map { String($0.drop { $0 == " " }.isEmpty ? "" : $0.dropFirst(4)) }
    let readme = try String(contentsOf: root.appendingPathComponent("README.md"), encoding: .utf8)
    #expect(readme.contains(code.joined(separator: "\n")))
  }
}
