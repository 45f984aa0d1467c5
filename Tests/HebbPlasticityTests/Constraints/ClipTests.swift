import HebbPlasticity
import HebbSupport
import HebbTensor
import Testing

@Suite("Clipping")
struct ClipTests {
  private func constrained(_ w: [Float], _ constraint: Clip) -> [Float] {
    var (w, state) = (Tensor(shape: [1, w.count], elements: w), PlasticState())
    constraint.apply(to: &w, state: &state)
    return w.elements
  }

  @Test("Weights beyond a bound are put on it")
  func bounds() {
    let w: [Float] = [-3, -1, -0.5, 0, 0.5, 1, 3, .infinity]
    #expect(constrained(w, Clip()) == [-1, -1, -0.5, 0, 0.5, 1, 1, 1])
    #expect(constrained(w, Clip(limit: 0.5)) == [-0.5, -0.5, -0.5, 0, 0.5, 0.5, 0.5, 0.5])
    #expect(constrained(w, Clip(low: 0)) == [0, 0, 0, 0, 0.5, 1, 3, .infinity])
    #expect(constrained(w, Clip(low: -2, high: 0.5)) == [-2, -1, -0.5, 0, 0.5, 0.5, 0.5, 0.5])
    #expect(constrained(w, Clip(low: nil, high: 0.5)) == [-3, -1, -0.5, 0, 0.5, 0.5, 0.5, 0.5])
  }

  @Test("What is not a number stays so, for the divergence to be noticed")
  func notANumber() throws {
    #expect(constrained([.nan], Clip())[0].isNaN)
    let plasticity = Plasticity(rule: Oja(), constraints: [Clip()], learningRate: 1)
    var population = Population(plasticity, weights: Tensor(shape: [1, 2], filledWith: 1))
    #expect(throws: Problem.self) { try population.learn(from: Tensor(shape: [1, 2], elements: [1, .nan])) }
  }

  @Test("Bounds come by name: one limit, or one bound, or two; without any, the limit is 1")
  func parameters() throws {
    func bounds(_ given: [String: ParameterValue]) throws -> [Double?] {
      let clip = try Clip(given: given)
      #expect(try Clip(given: clip.values).isEqual(to: clip))
      return [clip.low, clip.high]
    }
    #expect(try bounds([:]) == [-1, 1])
    #expect(try bounds(["limit": 3]) == [-3, 3])
    #expect(try bounds(["low": 0]) == [0, nil])
    #expect(try bounds(["high": 2]) == [nil, 2])
    #expect(try bounds(["low": -1, "high": 2]) == [-1, 2])
  }

  @Test("A limit beside another bound is a problem, and so are bounds that leave out 0")
  func mistakes() {
    #expect {
      try Clip(given: ["limit": 1, "high": 2])
    } throws: { error in
      (error as? Problem)?.place == "limit"
    }
    #expect(throws: Problem.self) { try Clip(given: ["low": 0.5]) }
    #expect(throws: Problem.self) { try Clip(given: ["high": -0.5]) }
    #expect(throws: Problem.self) { try Clip(given: ["limit": -1]) }
  }
}
