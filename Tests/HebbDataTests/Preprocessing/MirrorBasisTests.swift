import HebbTensor
import Testing

@testable import HebbData

@Suite("MirrorBasis")
struct MirrorBasisTests {
  static let shapes = [(1, 1, 1), (1, 2, 2), (2, 3, 5), (3, 4, 6)].map {
    ImageShape(channels: $0.0, height: $0.1, width: $0.2)
  }

  @Test("Joining undoes splitting, and lengths are kept", arguments: shapes)
  func inverse(shape: ImageShape) {
    let image = randomImages(1, shape).map { Double($0) }
    let (symmetric, antisymmetric, joined) = roundTrip(image, shape)
    #expect(symmetric.count + antisymmetric.count == shape.count)
    #expect(zip(image, joined).allSatisfy { abs($0 - $1) < 1e-9 })
    let lengths = (image, symmetric + antisymmetric)
    #expect(abs(lengths.0.reduce(0) { $0 + $1 * $1 } - lengths.1.reduce(0) { $0 + $1 * $1 }) < 1e-6)
  }

  @Test("Mirroring changes the sign of the antisymmetric part and nothing else", arguments: shapes)
  func mirroring(shape: ImageShape) {
    let image = randomImages(1, shape).map { Double($0) }
    let (symmetric, antisymmetric, _) = roundTrip(image, shape)
    let flipped = roundTrip(mirrored(image, shape), shape)
    #expect(flipped.0 == symmetric)
    #expect(flipped.1 == antisymmetric.map { -$0 })
  }

  private func roundTrip(_ image: [Double], _ shape: ImageShape) -> ([Double], [Double], [Double]) {
    let basis = MirrorBasis(shape)
    var symmetric = [Double](repeating: 0, count: basis.symmetricCount)
    var antisymmetric = [Double](repeating: 0, count: basis.antisymmetricCount)
    var joined = [Double](repeating: 0, count: shape.count)
    basis.split(image, symmetric: &symmetric, antisymmetric: &antisymmetric)
    basis.join(symmetric: symmetric, antisymmetric: antisymmetric, into: &joined)
    return (symmetric, antisymmetric, joined)
  }
}
