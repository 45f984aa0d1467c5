import HebbNetworks
import HebbTensor
import Testing

@Suite("KernelSupport")
struct KernelSupportTests {
  @Test("The selected kernels are available, and plain ones always are")
  func available() {
    #expect(KernelSupport.available.contains(KernelSupport.selected))
    #expect(KernelSupport.available.last == "base")
    #expect(Set(KernelSupport.available).isSubset(of: KernelSupport.known))
  }

  @Test("The selected kernels are those that a network uses")
  func agrees() throws {
    let network = try HebbianNetwork(
      input: ImageShape(channels: 1, height: 4, width: 4),
      layers: [LayerDescription.convolution(channels: 2, kernel: 2, pool: 1)], seed: 1)
    #expect(network.instructionSet == KernelSupport.selected)
  }

  @Test("The peak is that of a processor: above 10⁷ and below 10¹³ operations per second, however short the time")
  func peak() {
    for seconds in [0, 0.01] {
      #expect((1e7...1e13).contains(KernelSupport.measurePeak(seconds: seconds)))
    }
  }
}
