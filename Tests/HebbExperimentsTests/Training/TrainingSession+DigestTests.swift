import HebbNetworks
import HebbSupport
import HebbTensor
import Testing

@testable import HebbExperiments

@Suite("The digest of what was learned")
struct TrainingSessionDigestTests {
  @Test("It is the SHA-256 of the bytes of weights and thresholds, layer by layer")
  func bytes() throws {
    let session = try TinyExperiment.session(TinyExperiment.specification("hebbian-cnn-pruned"))
    let values = session.network.layers.flatMap { $0.weights.elements + $0.thresholds }
    let bytes = values.flatMap { value in (0..<4).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * $0)) } }
    #expect(session.weightsDigest == bytes.withUnsafeBytes { SHA256Digest.hash($0) })
    #expect(session.weightsDigest.count == 64)
  }

  @Test("A single changed threshold changes it")
  func sensitive() throws {
    let session = try TinyExperiment.session(TinyExperiment.layer())
    let (layer, digest) = (session.network.layers[0], session.weightsDigest)
    var thresholds = layer.thresholds
    thresholds[3] = thresholds[3].nextUp
    try layer.restore(weights: layer.weights, thresholds: thresholds, memory: [:], place: "test")
    #expect(session.weightsDigest != digest)
  }
}
