import CHebbKernels
import Foundation
import HebbTensor
import Testing

@testable import HebbSequences

@Suite("Kernels of gated units")
struct GateKernelsTests {
  @Test("An instruction set that does not exist has no kernels")
  func unknown() { #expect(GateKernels(named: "abacus") == nil) }

  @Test(
    "Cross-entropy and its gradient are those of plain loops", arguments: GatedRecurrentUnitTests.instructionSets,
    [1, 2, 15, 16, 17, 128])
  func crossEntropy(instructionSet: String, classes: Int) throws {
    let kernels = try #require(GateKernels(named: instructionSet))
    let rows = 5
    var scores = GatedSamples.normal(rows, classes, scale: 3).elements
    let targets: [Int32] = [0, -1, Int32(classes - 1), Int32(classes / 2), 0]
    var (expected, loss, right) = ([Float](repeating: 0, count: rows * classes), 0.0, 0)
    for row in 0..<rows where targets[row] >= 0 {
      let x = scores[row * classes..<(row + 1) * classes].map(Double.init)
      let total = x.reduce(0) { $0 + exp($1) }
      loss += log(total) - x[Int(targets[row])]
      right += x.indices.max { x[$0] < x[$1] } == Int(targets[row]) ? 1 : 0
      for i in 0..<classes {
        expected[row * classes + i] = Float(0.5 * (exp(x[i]) / total - (i == Int(targets[row]) ? 1 : 0)))
      }
    }
    var correct: Int64 = 1
    let given = kernels.gates.cross_entropy(&scores, rows, classes, targets, 0.5, &correct)
    #expect(abs(given - loss) < 1e-5 * max(loss, 1))
    #expect(Int(correct) == right + 1)
    for (a, b) in zip(scores, expected) { #expect(abs(a - b) < 1e-6) }
  }

  @Test("Losses stay finite where probabilities do not", arguments: GatedRecurrentUnitTests.instructionSets)
  func extreme(instructionSet: String) throws {
    let kernels = try #require(GateKernels(named: instructionSet))
    var (scores, correct): ([Float], Int64) = ([0, 1000], 0)
    #expect(kernels.gates.cross_entropy(&scores, 1, 2, [0], 1, &correct) == 1000)
    #expect(scores == [-1, 1] && correct == 0)
    scores = [.nan, 0]
    #expect(kernels.gates.cross_entropy(&scores, 1, 2, [0], 1, &correct).isNaN)
  }
}
