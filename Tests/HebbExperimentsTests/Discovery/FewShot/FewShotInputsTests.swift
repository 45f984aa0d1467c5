import Foundation
import HebbData
import Testing

@testable import HebbExperiments

@Suite("Inputs of few-shot networks")
struct FewShotInputsTests {
  private func drawing(side: Int, _ ink: [Float]) -> CharacterDrawings {
    CharacterDrawings(
      names: [.init(alphabet: "a", character: "b")], drawingsEach: 1, side: side, ink: ink)
  }

  @Test(
    "Smoothing is a Gaussian blur with a standard deviation of a twentieth of the side",
    arguments: [1, 6, 14, 20])
  func blur(side: Int) {
    let ink = (0..<side * side).map { Float($0 * 37 % 11) / 10 }
    let smoothed = FewShotInputs.smoothed(drawing(side: side, ink))
    let deviation = Double(side) / 20
    func weight(_ dy: Int, _ dx: Int) -> Double {
      exp(-0.5 * Double(dy * dy + dx * dx) / (deviation * deviation))
    }
    var total = 0.0
    for dy in -30...30 { for dx in -30...30 { total += weight(dy, dx) } }
    for index in smoothed.indices {
      var sum = 0.0
      for other in ink.indices {
        sum += Double(ink[other]) * weight(index / side - other / side, index % side - other % side)
      }
      #expect(abs(Double(smoothed[index]) - sum / total) < 1e-5)
    }
  }

  @Test("The scale takes the mean to 0 and the standard deviation to one half")
  func scale() {
    let drawings = SyntheticCharacters.drawings(characters: 3, each: 4, seed: 1)
    let smoothed = FewShotInputs.smoothed(drawings)
    let inputs = FewShotInputs(drawings, smoothed: smoothed, scale: .init(of: smoothed))
    #expect((inputs.characters, inputs.drawingsEach, inputs.count) == (3, 4, 100))
    let count = Float(inputs.activity.count)
    #expect(abs(inputs.activity.reduce(0, +) / count) < 1e-4)
    #expect(abs(inputs.activity.reduce(0) { $0 + $1 * $1 } / count - 0.25) < 1e-4)
  }

  @Test("Blank paper stays zero")
  func blank() {
    let drawings = drawing(side: 3, [Float](repeating: 0, count: 9))
    let smoothed = FewShotInputs.smoothed(drawings)
    let inputs = FewShotInputs(drawings, smoothed: smoothed, scale: .init(of: smoothed))
    #expect(inputs.activity == [Float](repeating: 0, count: 9))
  }
}
