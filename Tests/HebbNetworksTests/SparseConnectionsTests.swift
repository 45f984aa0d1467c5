import HebbPlasticity
import HebbTensor
import Testing

@testable import HebbNetworks

@Suite("The connections of a pruned convolution")
struct SparseConnectionsTests {
  @Test("They are those of the random mask that the same stream draws", arguments: [0.001, 0.1, 0.5])
  func sameAsMask(connectivity: Double) throws {
    let network = try HebbianNetwork(
      input: ImageShape(channels: 3, height: 8, width: 8),
      layers: [LayerDescription.convolution(channels: 20, kernel: 3, connectivity: connectivity)], seed: 5)
    var random = RandomStream(seed: 5, "layers.0.connections")
    let mask = ConnectionMask.random(neurons: 20, inputs: 27, connectivity: connectivity, using: &random)
    #expect(network.layers[0].weights.elements.map { $0 == 0 ? 0 : 1 } == mask.elements)
  }
}
