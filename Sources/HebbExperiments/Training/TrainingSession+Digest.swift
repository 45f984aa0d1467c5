import HebbNetworks
import HebbSupport
import HebbTensor

extension TrainingSession {
  /// SHA-256 of everything learned: weights and thresholds of all layers in order, then the read-out that
  /// learned with them, as little-endian floats.
  public var weightsDigest: String {
    var digest = SHA256Digest()
    for layer in network.layers {
      for values in [layer.weights.elements, layer.thresholds] {
        values.map(\.bitPattern.littleEndian).withUnsafeBytes { digest.update($0) }
      }
    }
    if let readout { readout.weights.elements.map(\.bitPattern.littleEndian).withUnsafeBytes { digest.update($0) } }
    return digest.finalize()
  }
}
