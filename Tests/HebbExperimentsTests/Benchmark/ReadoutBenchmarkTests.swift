import HebbNetworks
import Testing

@testable import HebbExperiments

@Suite("The benchmark of a read-out")
struct ReadoutBenchmarkTests {
  @Test("It tells what was measured, whether or not the images fill whole portions", arguments: [10, 260])
  func result(images: Int) throws {
    let result = try ReadoutBenchmark.run(
      images: images, features: 30, classes: 3, training: ReadoutTraining(batch: 8), epochs: 3, threads: 2, seed: 1)
    #expect((result.images, result.features, result.classes, result.batch) == (images, 30, 3, 8))
    #expect(result.leastSecondsPerEpoch > 0 && result.leastSecondsPerEpoch <= result.secondsPerEpoch)
    #expect(abs(result.gigaflops * result.secondsPerEpoch - Double(4 * images * 30 * 3) / 1e9) < 1e-12)
    #expect(result.instructionSet == KernelSupport.selected)
  }
}
