import HebbSupport
import HebbTensor
import Testing

@testable import HebbPlasticity

@Suite("The rule of HebbNet")
struct HebbNetTests {
  /// Images of mostly zeros, and rectified activity, as the rule meets them.
  private static func batch(_ number: Int, samples: Int, neurons: Int, inputs: Int, threads: Int = 1) -> Activity {
    var random = RandomStream(seed: 3, "batch \(number)")
    let x = Tensor(
      shape: [samples, inputs],
      elements: (0..<samples * inputs).map { $0 / 20 % 3 == number % 3 ? random.uniform() : 0 })
    let y = Tensor(shape: [samples, neurons], elements: (0..<samples * neurons).map { _ in max(0, random.normal()) })
    let w = Tensor(shape: [neurons, inputs])
    return Activity(x: x, w: w, u: y, y: .dense(y), parallel: Parallel(threads: threads))
  }

  private static func changes(_ rule: HebbNet, neurons: Int, inputs: Int, threads: Int = 1) -> [Tensor] {
    var state = PlasticState()
    return (0..<12).map { number in
      let batch = batch(number, samples: 1 + number % 3, neurons: neurons, inputs: inputs, threads: threads)
      return rule.update(for: batch, state: &state).delta(x: batch.x, w: batch.w)
    }
  }

  @Test("as many synapses change as the sparsity says", arguments: [(0.01, 47), (0.15, 712), (1.0 / 4752, 1)])
  func count(sparsity: Double, expected: Int) {
    for change in Self.changes(HebbNet(sparsity: sparsity), neurons: 48, inputs: 99) {
      let changing = change.elements.count { $0 != 0 }
      #expect((changing - expected).magnitude <= 1)
    }
  }

  @Test("the smallest change that happens is no smaller than any that does not")
  func selection() {
    let few = Self.changes(HebbNet(sparsity: 0.05), neurons: 40, inputs: 80)
    let all = Self.changes(HebbNet(sparsity: 1), neurons: 40, inputs: 80)
    for (few, all) in zip(few, all) {
      let kept = zip(few.elements, all.elements).filter { $0.0 != 0 }
      #expect(kept.allSatisfy { $0.0 == $0.1 })
      let left = zip(few.elements, all.elements).filter { $0.0 == 0 }.map(\.1.magnitude)
      #expect((kept.map(\.0.magnitude).min() ?? 0) >= (left.max() ?? 0))
    }
  }

  @Test("changes are the same, bit for bit, for any number of threads", arguments: [2, 3, 7])
  func threads(_ threads: Int) {
    let rule = HebbNet(sparsity: 0.02)
    #expect(
      Self.changes(rule, neurons: 130, inputs: 77, threads: threads) == Self.changes(rule, neurons: 130, inputs: 77))
  }

  @Test("what is remembered beside sums and samples has no influence on the changes")
  func guesses() throws {
    let rule = HebbNet(sparsity: 0.02)
    func second(_ alter: (inout PlasticState) -> Void) -> Tensor {
      var state = PlasticState()
      let first = Self.batch(0, samples: 2, neurons: 70, inputs: 50)
      _ = rule.update(for: first, state: &state)
      alter(&state)
      let batch = Self.batch(1, samples: 1, neurons: 70, inputs: 50)
      return rule.update(for: batch, state: &state).delta(x: batch.x, w: batch.w)
    }
    let expected = second { _ in }
    for threshold: Float in [0, 1e-30, 1e-3, 1e3, .greatestFiniteMagnitude] {
      let other = second { $0["hebbNet.samplesAndThreshold"] = Tensor(shape: [3], elements: [0, 2, threshold]) }
      #expect(other == expected, "threshold \(threshold)")
    }
    #expect(second { $0["hebbNet.largestSums"] = Tensor(shape: [70], filledWith: 1e9) } == expected)
  }

  @Test("what always happens teaches nothing")
  func constant() {
    var state = PlasticState()
    let batch = Self.batch(0, samples: 1, neurons: 6, inputs: 40)
    for number in 0..<5 {
      let change = HebbNet(sparsity: 1).update(for: batch, state: &state).delta(x: batch.x, w: batch.w)
      let largest = change.elements.map(\.magnitude).max() ?? 0
      #expect(number == 0 ? largest > 0.1 : largest < 1e-6)
    }
  }

  @Test("the signs are opposite")
  func signs() {
    let (plus, minus) = (
      Self.changes(HebbNet(sign: .plus), neurons: 20, inputs: 30),
      Self.changes(HebbNet(sign: .minus), neurons: 20, inputs: 30)
    )
    #expect(plus == minus.map { $0.mapped { -$0 } })
  }

  @Test("a sparsity that is no fraction, or a sign of another name, is refused")
  func mistakes() {
    #expect(throws: Problem.self) { try HebbNet(given: ["sparsity": 1.5]) }
    #expect(throws: Problem.self) { try HebbNet(given: ["sign": "backwards"]) }
  }
}
