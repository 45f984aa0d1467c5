import HebbTensor
import Testing

@testable import HebbPlasticity

@Suite("The fast engine")
struct UpdateEngineTests {
  static let instructionSets = ["avx512bf16", "avx512", "avx2", "base"].filter { UpdateKernels(named: $0) != nil }

  private func result(
    _ values: UpdateCase.Values, instructionSet: String? = nil, threads: Int = 2
  ) throws -> Tensor {
    let kernels = try instructionSet.map { try #require(UpdateKernels(named: $0)) } ?? .selected
    let engine = UpdateEngine(kernels: kernels, parallel: Parallel(threads: threads))
    var (weights, spare) = (values.w, Tensor?.none)
    #expect(engine.apply(values.update, x: values.x, to: &weights, values.settings, &spare))
    return weights
  }

  @Test("Every kind of update is what its canonical form says, with every instruction set", arguments: instructionSets)
  func agrees(instructionSet: String) throws {
    for (index, example) in UpdateCase.all.enumerated() {
      let values = example.values(seed: UInt64(index))
      let expected = plainlyApplied(values.update, x: values.x, w: values.w, values.settings)
      let error = relativeError(try result(values, instructionSet: instructionSet), expected)
      #expect(error < 1e-5, "\(example)")
    }
  }

  @Test("A change given directly is scaled, masked and added, with every instruction set", arguments: instructionSets)
  func direct(instructionSet: String) throws {
    for (index, example) in UpdateCase.all.enumerated() where example.isMasked || example.isScaledByLargest {
      let values = example.values(seed: UInt64(index))
      let change = PlasticUpdate.direct(values.update.delta(x: values.x, w: values.w))
      let direct = UpdateCase.Values(x: values.x, w: values.w, update: change, settings: values.settings)
      let expected = plainlyApplied(change, x: values.x, w: values.w, values.settings)
      let error = relativeError(try result(direct, instructionSet: instructionSet), expected)
      #expect(error < 1e-5, "\(example)")
    }
  }

  @Test("Any number of threads gives the same bits", arguments: UpdateCase.DecayKind.allCases)
  func threads(decay: UpdateCase.DecayKind) throws {
    for post in UpdateCase.Post.allCases {
      for (samples, neurons, inputs) in [(3, 5, 700), (20, 110, 200), (530, 30, 70), (2100, 3, 50)] {
        for isUnitNorm in [false, true] where isUnitNorm || samples < 100 {
          let example = UpdateCase(
            samples: samples, neurons: neurons, inputs: inputs, post: post, decay: decay, isCentred: true,
            isMasked: true, isUnitNorm: isUnitNorm)
          let values = example.values(seed: 3)
          let single = try result(values, threads: 1)
          for threads in [2, 3, 5] {
            let isSame = try result(values, threads: threads) == single
            #expect(isSame, "\(threads) threads, \(example)")
          }
        }
      }
    }
  }
}
