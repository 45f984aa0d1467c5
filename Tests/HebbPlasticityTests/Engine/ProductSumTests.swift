import HebbTensor
import Testing

@testable import HebbPlasticity

@Suite("Sums of products")
struct ProductSumTests {
  private func sum(_ lengths: [(steps: Int, power: Int)], neurons: Int, inputs: Int, seed: UInt64 = 1) -> ProductSum {
    var random = RandomStream(seed: seed, "engine")
    var sum = ProductSum(neurons: neurons, inputs: inputs)
    for (steps, power) in lengths {
      sum.add(
        ProductTerm(
          weightPower: power, left: Tensor.random([steps, neurons], &random), quadratic: .linear(1),
          right: Tensor.random([steps, inputs], &random)))
    }
    return sum
  }

  @Test("Terms are ordered by descending powers of w, and empty ones left out")
  func order() {
    let sum = sum([(3, 0), (2, 2), (0, 1), (4, 1), (5, 0)], neurons: 2, inputs: 2)
    #expect(sum.terms.map(\.weightPower) == [2, 1, 0, 0])
    #expect(sum.terms.map(\.steps) == [2, 4, 3, 5])
    #expect(sum.steps == 14)
  }

  @Test("Slabs are of nearly equal length, none too long, and cover every step once")
  func slabs() {
    for lengths in [[1], [512], [513], [700, 700], [1, 2000, 3], [100, 1]] {
      let sum = sum(lengths.map { ($0, 0) }, neurons: 1, inputs: 1)
      let slabs = sum.slabs
      #expect(slabs.allSatisfy { 0 < $0.total && $0.total <= ProductSum.longestSlab })
      #expect((slabs.map(\.total).max() ?? 0) - (slabs.map(\.total).min() ?? 0) <= slabs.count)
      let rows = slabs.flatMap { $0.runs.flatMap { run in run.rows.map { [run.term, $0] } } }
      #expect(rows == lengths.enumerated().flatMap { term, steps in (0..<steps).map { [term, $0] } })
    }
    #expect(ProductSum(neurons: 2, inputs: 2).slabs.isEmpty)
  }

  @Test(
    "Sums of any length, over few weights and many, are right with every instruction set",
    arguments: UpdateEngineTests.instructionSets)
  func sums(instructionSet: String) throws {
    let kernels = try #require(UpdateKernels(named: instructionSet))
    for (lengths, neurons, inputs) in [
      ([(3, 0), (2, 1), (1, 2)], 9, 50), ([(400, 2), (400, 1), (400, 0)], 5, 18), ([(2300, 0), (30, 1)], 3, 70),
      ([(2100, 2)], 9, 5),
    ] {
      let sum = sum(lengths, neurons: neurons, inputs: inputs, seed: UInt64(neurons))
      var random = RandomStream(seed: 9, "engine")
      let w = Tensor.random([neurons, inputs], &random)
      var expected = w.elements.map(Double.init)
      for term in sum.terms {
        for n in 0..<term.steps {
          for i in 0..<neurons {
            for j in 0..<inputs {
              let power = (0..<term.weightPower).reduce(1.0) { product, _ in product * Double(w[i, j]) }
              expected[i * inputs + j] += power * Double(term.left[n, i]) * Double(term.right[n, j])
            }
          }
        }
      }
      var previous: Tensor?
      for threads in 1...3 {
        let engine = UpdateEngine(kernels: kernels, parallel: Parallel(threads: threads))
        var (weights, spare) = (w, Tensor?.none)
        #expect(engine.apply(.sum(sum), to: &weights, UpdateEngine.Settings(rate: 1), &spare))
        let error = relativeError(weights.elements, expected)
        #expect(error < 1e-5, "\(lengths), \(neurons) × \(inputs)")
        #expect(previous == nil || previous == weights)
        previous = weights
      }
    }
  }
}
