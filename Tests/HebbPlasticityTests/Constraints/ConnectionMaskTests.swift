import HebbPlasticity
import HebbTensor
import Testing

@Suite("Random masks")
struct ConnectionMaskTests {
  private func mask(_ neurons: Int, _ inputs: Int, _ connectivity: Double, seed: UInt64 = 1) -> Tensor {
    var random = RandomStream(seed: seed, "layers.1.mask")
    return ConnectionMask.random(neurons: neurons, inputs: inputs, connectivity: connectivity, using: &random)
  }

  @Test("As many connections exist as the connectivity says", arguments: [0.05, 0.3, 0.9])
  func connectivity(connectivity: Double) {
    let mask = mask(100, 300, connectivity)
    #expect(mask.shape == [100, 300] && mask.elements.allSatisfy { $0 == 0 || $0 == 1 })
    // Four standard deviations of a binomial distribution of 30,000 trials.
    let tolerance = 4 * (connectivity * (1 - connectivity) / 30_000).squareRoot()
    #expect(abs(Double(mask.elements.reduce(0, +)) / 30_000 - connectivity) < tolerance)
  }

  @Test("Every neuron has at least one connection, even at connectivity 0")
  func atLeastOne() {
    for connectivity in [0, 0.001, 0.02] {
      for row in ActivityFixture.rows(mask(60, 37, connectivity)) {
        let connections = row.reduce(0, +)
        #expect(connectivity == 0 ? connections == 1 : connections >= 1)
      }
    }
    // Not always the same one.
    #expect(Set(ActivityFixture.rows(mask(60, 37, 0))).count > 20)
  }

  @Test("At connectivity 1 every connection exists")
  func full() {
    #expect(mask(3, 5, 1) == Tensor(shape: [3, 5], filledWith: 1))
  }

  @Test("A seed draws the same mask again, another seed another one")
  func seeds() {
    #expect(mask(20, 30, 0.2) == mask(20, 30, 0.2))
    #expect(mask(20, 30, 0.2) != mask(20, 30, 0.2, seed: 2))
  }

  @Test("Without inputs or neurons there is nothing to connect")
  func empty() {
    #expect(mask(3, 0, 0.5).shape == [3, 0])
    #expect(mask(0, 3, 0.5).shape == [0, 3])
  }
}
