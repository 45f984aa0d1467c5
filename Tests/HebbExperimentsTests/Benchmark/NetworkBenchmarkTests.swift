import HebbNetworks
import HebbTensor
import TestSupport
import Testing

@testable import HebbExperiments

@Suite("The benchmark of a network")
struct NetworkBenchmarkTests {
  @Test("It tells what was measured, and the speed follows from the time")
  func result() throws {
    let input = ImageShape(channels: 3, height: 32, width: 32)
    let result = try NetworkBenchmark.run(TinyExperiment.layer(batch: 5), input: input, batches: 4, threads: 2, seed: 1)
    #expect((result.work, result.batch, result.batches, result.threads) == ("tiny", 5, 4, 2))
    #expect(result.secondsPerBatch > 0)
    #expect(abs(result.imagesPerSecond * result.secondsPerBatch - 5) < 1e-9)
    #expect(result.instructionSet == KernelSupport.selected)
  }

  @Test("A network that does not fit the images is a problem")
  func misfit() {
    let input = ImageShape(channels: 1, height: 4, width: 4)
    #expect(
      problem { try NetworkBenchmark.run(TinyExperiment.layer(), input: input, batches: 1, threads: 1, seed: 1) } != nil
    )
  }
}
