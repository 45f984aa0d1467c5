import HebbSupport
import HebbTensor
import Testing

@testable import HebbSequences

@Suite("Normalisation of inputs")
struct NormalisationTests {
  private static let x = GatedSamples.normal(4, 5, 6, scale: 3).mapped { $0 + 7 }

  @Test("Every feature has mean 0 and variance 1 over batch and time")
  func features() throws {
    let rows = try Normalisation.perFeature(Self.x).reshaped([20, 6])
    for feature in 0..<6 { expectStandard((0..<20).map { rows[$0, feature] }) }
  }

  @Test("Every sample has mean 0 and variance 1")
  func samples() throws {
    let rows = try Normalisation.perSample(Self.x).reshaped([20, 6])
    for row in 0..<20 { expectStandard((0..<6).map { rows[row, $0] }) }
  }

  @Test("What does not vary becomes 0, and wrong shapes are problems")
  func edges() throws {
    let constant = Tensor(shape: [2, 2, 3], filledWith: 0.1)
    #expect(try Normalisation.perFeature(constant).elements.allSatisfy { abs($0) < 1e-6 })
    #expect(try Normalisation.perSample(constant).elements.allSatisfy { abs($0) < 1e-6 })
    #expect(throws: Problem.self) { try Normalisation.perFeature(Tensor(shape: [2, 2])) }
  }

  private func expectStandard(_ values: [Float]) {
    let mean = values.reduce(0, +) / Float(values.count)
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Float(values.count)
    #expect(abs(mean) < 1e-5 && abs(variance - 1) < 1e-4)
  }
}
