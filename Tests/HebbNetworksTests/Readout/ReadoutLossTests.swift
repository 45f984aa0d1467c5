import HebbTensor
import Testing

@testable import HebbNetworks

@Suite("ReadoutLoss")
struct ReadoutLossTests {
  static let losses: [ReadoutLoss] = [
    .crossEntropy, .power(exponent: 6, steepness: 1), .power(exponent: 2, steepness: 0.3),
    .power(exponent: 1, steepness: 2),
  ]

  private func value(_ loss: ReadoutLoss, _ scores: [Float], _ label: Int) -> (Double, [Float]) {
    var errors = [Float](repeating: .nan, count: scores.count)
    let value = loss.value(of: scores, classes: scores.count, label: label, errors: &errors)
    return (value, errors)
  }

  @Test("Loss and errors are those of the equations, for one class or many", arguments: losses)
  func plain(loss: ReadoutLoss) {
    var random = RandomStream(seed: 1, "loss")
    for classes in [1, 2, 10, 100] {
      let (scores, label) = ((0..<classes).map { _ in random.normal() }, random.next(below: classes))
      let (found, errors) = value(loss, scores, label)
      let wide = scores.map { Double($0) }
      #expect(abs(found - PlainReadout.loss(loss, wide, label)) <= 1e-6 * max(1, found))
      for (error, expected) in zip(errors, PlainReadout.errors(loss, wide, label)) {
        #expect(abs(Double(error) - expected) <= 1e-5 * max(1, abs(expected)))
      }
    }
  }

  @Test("Errors are the slope of the loss: finite differences", arguments: losses)
  func differences(loss: ReadoutLoss) {
    let scores: [Float] = [0.3, -0.8, 1.1, 0]
    for label in scores.indices {
      let errors = value(loss, scores, label).1
      for k in scores.indices {
        var (up, down) = (scores.map { Double($0) }, scores.map { Double($0) })
        (up[k], down[k]) = (up[k] + 1e-5, down[k] - 1e-5)
        let slope = (PlainReadout.loss(loss, up, label) - PlainReadout.loss(loss, down, label)) / 2e-5
        #expect(abs(Double(errors[k]) - slope) <= 1e-4 * max(1, abs(slope)))
      }
    }
  }

  @Test("Large scores give finite losses")
  func large() {
    let (sure, errors) = value(.crossEntropy, [1e4, -1e4, 0], 0)
    #expect(sure == 0 && errors == [0, 0, 0])
    let (wrong, all) = value(.crossEntropy, [1e4, -1e4, 0], 1)
    #expect(wrong == 2e4 && all == [1, -1, 0])
    let (far, none) = value(.power(exponent: 6, steepness: 1), [1e4, -1e4], 1)
    #expect(far == 128 && none == [0, 0])
  }
}
