import HebbData
import HebbSupport
import HebbTensor
import Testing

@Suite("PatchWhitening")
struct PatchWhiteningTests {
  let shape = ImageShape(channels: 2, height: 6, width: 5)

  @Test("With the whole image as the patch, the matrix is that of the images' covariance")
  func wholeImage() throws {
    let small = ImageShape(channels: 1, height: 2, width: 2)
    // A single image: every sample is the same, so that the mean is the image and the covariance 0.
    let whitening = try PatchWhitening.fit(
      to: [10, 20, 30, 60], count: 1, shape: small, kernel: 2, patches: 3, epsilon: 0.04, seed: 1)
    var standardised = [Double](repeating: 0, count: 4)
    Standardisation.apply(to: [10, 20, 30, 60], into: &standardised, count: 4)
    #expect(relativeError(whitening.mean, standardised) < 1e-6)
    let expected = (0..<16).map { $0 % 5 == 0 ? 5.0 : 0 }
    #expect(relativeError(whitening.matrix.elements, expected) < 1e-5)
  }

  @Test("Whitened samples have nearly unit variance and no correlation")
  func whitens() throws {
    let pixels = randomImages(40, shape)
    let whitening = try PatchWhitening.fit(
      to: pixels, count: 40, shape: shape, kernel: 2, patches: 1500, epsilon: 1e-6, seed: 3)
    #expect(whitening.shape == ImageShape(channels: 2, height: 2, width: 2))
    #expect(whitening.matrix.shape == [8, 8])
    // All patches that there are, instead of the samples.
    var rows: [Float] = []
    for image in 0..<40 {
      for top in 0..<5 {
        for left in 0..<4 {
          let patch = [0, 1].flatMap { channel in
            [0, 1].flatMap { row in
              [0, 1].map { pixels[image * 60 + (channel * 6 + top + row) * 5 + left + $0] }
            }
          }
          var x = [Float](repeating: 0, count: 8)
          Standardisation.apply(to: patch, into: &x, count: 8)
          rows += zip(x, whitening.mean).map { $0 - $1 }
        }
      }
    }
    let white = LinearAlgebra.multiply(Tensor(shape: [800, 8], elements: rows), whitening.matrix)
    let covariance = LinearAlgebra.multiply(white, white, transposingA: true)
    // Standardisation takes one of the eight dimensions away: what remains is the projection on the other seven.
    for i in 0..<8 {
      for j in 0..<8 { #expect(abs(covariance[i, j] / 800 - ((i == j ? 1 : 0) - 0.125)) < 0.2) }
    }
  }

  @Test("A seed gives the same patches, another seed others")
  func seeded() throws {
    let pixels = randomImages(10, shape)
    func matrix(_ seed: UInt64, threads: Int = 1) throws -> Tensor {
      try PatchWhitening.fit(
        to: pixels, count: 10, shape: shape, kernel: 3, patches: 50, seed: seed, parallel: Parallel(threads: threads)
      ).matrix
    }
    #expect(try matrix(1) == matrix(1, threads: 3))
    #expect(try matrix(1) != matrix(2))
  }

  @Test("Kernels that do not fit, and too few patches, are refused", arguments: [(0, 10), (6, 10), (-1, 10), (3, 1)])
  func mistakes(request: (Int, Int)) {
    #expect(throws: Problem.self) {
      try PatchWhitening.fit(
        to: randomImages(1, shape), count: 1, shape: shape, kernel: request.0, patches: request.1, seed: 1)
    }
    #expect(throws: Problem.self) {
      try PatchWhitening.fit(to: [], count: 0, shape: shape, kernel: 3, patches: 10, seed: 1)
    }
  }
}
