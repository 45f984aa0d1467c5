import HebbTensor
import Testing

@testable import HebbPlasticity

@Suite("The choice of products")
struct ProductUpdateTests {
  private func update(samples: Int, neurons: Int, inputs: Int, _ extent: Decay.Extent) -> (ProductUpdate, UpdateCase) {
    let example = UpdateCase(
      samples: samples, neurons: neurons, inputs: inputs, decay: extent == .all ? .reconstruction : .upToOwn,
      isCentred: true, isMasked: true)
    let values = example.values(seed: 2)
    guard case .canonical(let canonical) = values.update else { preconditionFailure("not canonical") }
    return (ProductUpdate(canonical, x: values.x, w: values.w, factor: 1, engine: UpdateEngine()), example)
  }

  @Test(
    "Reconstructions form M where neurons are few, and no M where they are many; both are right",
    arguments: [Decay.Extent.all, .upToOwn])
  func choice(extent: Decay.Extent) throws {
    for (samples, neurons, inputs, formsM) in [
      (300, 10, 60, true), (2500, 9, 50, true), (10, 300, 60, false), (1100, 50, 20, false), (1030, 100, 110, false),
    ] {
      let (update, example) = update(samples: samples, neurons: neurons, inputs: inputs, extent)
      if case .sum = update { #expect(formsM) } else { #expect(!formsM) }
      let values = example.values(seed: 2)
      for threads in [1, 3] {
        let engine = UpdateEngine(parallel: Parallel(threads: threads))
        var (weights, spare) = (values.w, Tensor?.none)
        #expect(engine.apply(values.update, x: values.x, to: &weights, values.settings, &spare))
        let error = relativeError(weights, plainlyApplied(values.update, x: values.x, w: values.w, values.settings))
        #expect(error < 2e-5, "\(example)")
      }
    }
  }

  @Test("Sums over columns are right for any length, with and without factors")
  func columnSums() {
    var random = RandomStream(seed: 3, "engine")
    for (rows, columns) in [(0, 3), (1, 1), (5, 17), (3, 70), (2, 300), (200, 600)] {
      let matrix = Tensor.random([rows, columns], &random)
      let factors = (0..<rows).map { _ in random.normal() }
      let plain = UpdateEngine().columnSums(matrix)
      let weighted = UpdateEngine().columnSums(matrix, rowFactors: factors)
      for column in 0..<columns {
        let values = (0..<rows).map { Double(matrix[$0, column]) }
        #expect(abs(Double(plain[column]) - values.reduce(0, +)) < 1e-4)
        var total = 0.0
        for (value, factor) in zip(values, factors) { total += value * Double(factor) }
        #expect(abs(Double(weighted[column]) - total) < 1e-4)
      }
    }
  }
}
