import HebbTensor
import Testing

@testable import HebbPlasticity

@Suite("Polynomial updates by the fast engine")
struct UpdateEnginePolynomialTests {
  private func coefficients(_ random: inout RandomStream, density: Float) -> [[[Double]]] {
    (0...2).map { _ in
      (0...2).map { _ in
        (0...2).map { _ in random.uniform() < density ? Double(random.normal()) : 0 }
      }
    }
  }

  private static func rule(_ c: [[[Double]]]) -> Polynomial {
    Polynomial.Term.all.reduce(into: Polynomial()) { $0[$1] = c[$1.x][$1.y][$1.w] }
  }

  @Test("Any of the 27 terms are what plain loops make of them", arguments: UpdateEngineTests.instructionSets)
  func loops(instructionSet: String) throws {
    let engine = UpdateEngine(
      kernels: try #require(UpdateKernels(named: instructionSet)), parallel: Parallel(threads: 2))
    var random = RandomStream(seed: 4, "engine")
    for (samples, neurons, inputs) in [(1, 1, 1), (0, 4, 3), (3, 9, 50), (20, 17, 31), (9, 30, 100)] {
      for density: Float in [0.1, 0.3, 1] {
        let c = coefficients(&random, density: density)
        let (x, y) = (Tensor.random([samples, inputs], &random), Tensor.random([samples, neurons], &random))
        let w = Tensor.random([neurons, inputs], &random)
        let sum = engine.sum(of: Self.rule(c), x: x, y: y, factor: 0.5)
        var (weights, spare) = (w, Tensor?.none)
        #expect(engine.apply(.sum(sum), to: &weights, UpdateEngine.Settings(rate: 0.5), &spare))
        let expected = zip(w.elements, PlainUpdates.polynomial(c, x: x, y: y, w: w)).map { Double($0) + 0.5 * $1 }
        let error = relativeError(weights.elements, expected)
        #expect(error < 1e-5, "\([samples, neurons, inputs]), \(c)")
      }
    }
  }

  @Test("Oja's rule costs one product: its decay is a sum over samples")
  func oneProduct() throws {
    let (x, y) = (Tensor(shape: [10, 4], filledWith: 1), Tensor(shape: [10, 3], filledWith: 1))
    let oja = UpdateEngine().sum(of: try Polynomial(parsing: "x*y - y^2*w"), x: x, y: y, factor: 1)
    #expect(oja.terms.map(\.weightPower) == [1, 0])
    #expect(oja.terms.map(\.steps) == [1, 10])
    #expect(UpdateEngine().sum(of: Polynomial(), x: x, y: y, factor: 1).terms.isEmpty)
  }
}
