import HebbData
import HebbSupport
import HebbTensor
import Testing

@Suite("ImageWhitening")
struct ImageWhiteningTests {
  static let shapes = [(1, 1, 1), (1, 3, 1), (2, 3, 4), (3, 4, 5), (1, 6, 7)].map {
    ImageShape(channels: $0.0, height: $0.1, width: $0.2)
  }

  @Test("The two halves together are the ZCA matrix of the images and their mirror images", arguments: shapes)
  func denseFormula(shape: ImageShape) throws {
    let pixels = randomImages(300, shape)
    let whitening = try ImageWhitening.fit(to: pixels, count: 300, shape: shape)
    let dimension = shape.count
    var covariance = [Double](repeating: 0, count: dimension * dimension)
    for set in [pixels, mirrored(pixels, shape)] {
      for image in 0..<300 {
        var x = [Double](repeating: 0, count: dimension)
        Standardisation.apply(
          to: Array(set[image * dimension..<(image + 1) * dimension]), into: &x, count: dimension)
        for i in 0..<dimension {
          for j in 0..<dimension { covariance[i * dimension + j] += x[i] * x[j] / Double(2 * dimension) }
        }
      }
    }
    let dense = try ZCAWhitening.matrix(covariance: covariance, size: dimension, epsilon: 1e-3)
    #expect(relativeError(whitening.matrix.elements, dense.elements.map { Double($0) }) < 1e-5)
  }

  @Test("Whitening images equals multiplying them by the matrix", arguments: [0, 1, 255, 257])
  func apply(count: Int) throws {
    let shape = ImageShape(channels: 2, height: 2, width: 3)
    let whitening = try ImageWhitening.fit(to: randomImages(40, shape), count: 40, shape: shape)
    var random = RandomStream(seed: 2, "apply")
    let images = Tensor(shape: [count, shape.count], elements: (0..<count * shape.count).map { _ in random.normal() })
    var whitened = images
    whitened.withUnsafeMutableBufferPointer { whitening.apply(to: $0.baseAddress!, count: count) }
    let product = LinearAlgebra.multiply(images, whitening.matrix).elements
    #expect(zip(whitened.elements, product).allSatisfy { abs($0 - $1) < 1e-3 })
  }

  @Test("Flipping a whitened image equals whitening the flipped one")
  func commutesWithMirroring() throws {
    let shape = ImageShape(channels: 3, height: 4, width: 5)
    let whitening = try ImageWhitening.fit(to: randomImages(50, shape), count: 50, shape: shape)
    var image = randomImages(1, shape, seed: 9).map { Float($0) / 100 }
    var flipped = mirrored(image, shape)
    whitening.apply(to: &image, count: 1)
    whitening.apply(to: &flipped, count: 1)
    #expect(relativeError(flipped, mirrored(image, shape).map { Double($0) }) < 1e-6)
  }

  @Test("A subset is spread over the whole set")
  func subset() throws {
    let shape = ImageShape(channels: 1, height: 2, width: 2)
    let pixels = randomImages(9, shape)
    let chosen = [0, 3, 6].flatMap { pixels[$0 * 4..<$0 * 4 + 4] }
    let subset = try ImageWhitening.fit(to: pixels, count: 9, shape: shape, images: 3)
    #expect(subset.matrix == (try ImageWhitening.fit(to: chosen, count: 3, shape: shape)).matrix)
  }

  @Test("The matrix and the whitened images have the same bits for any number of threads")
  func deterministic() throws {
    let shape = ImageShape(channels: 1, height: 5, width: 6)
    let pixels = randomImages(300, shape)
    func whitened(threads: Int) throws -> [Float] {
      let parallel = Parallel(threads: threads)
      let whitening = try ImageWhitening.fit(to: pixels, count: 300, shape: shape, parallel: parallel)
      var images = pixels.map { Float($0) }
      whitening.apply(to: &images, count: 300, parallel: parallel)
      return images
    }
    #expect(try whitened(threads: 1) == whitened(threads: 3))
  }

  @Test("Nothing to fit to, and a bad ε, are refused")
  func mistakes() {
    let shape = ImageShape(channels: 1, height: 2, width: 2)
    #expect(throws: Problem.self) { try ImageWhitening.fit(to: [], count: 0, shape: shape) }
    #expect(throws: Problem.self) { try ImageWhitening.fit(to: [1, 2, 3, 4], count: 1, shape: shape, images: 0) }
    #expect(throws: Problem.self) { try ImageWhitening.fit(to: [1, 2, 3, 4], count: 1, shape: shape, epsilon: 0) }
  }
}
