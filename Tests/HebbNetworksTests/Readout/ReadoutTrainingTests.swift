import Testing

@testable import HebbNetworks

@Suite("ReadoutTraining")
struct ReadoutTrainingTests {
  @Test("The published schedule halves the rate at epochs 10, 17, 25, 30, 35, 40 and 45 of 50")
  func published() {
    let training = ReadoutTraining()
    let halved = (1..<50).filter { training.rate(epoch: $0) != training.rate(epoch: $0 - 1) }
    #expect(halved == [10, 17, 25, 30, 35, 40, 45])
    #expect(training.rate(epoch: 0) == 1e-3 && training.rate(epoch: 49) == 1e-3 / 128)
  }

  @Test("Two halvings in one epoch quarter the rate; without any it stays")
  func schedules() {
    #expect(ReadoutTraining(epochs: 4, halvings: [0.5, 0.6]).rate(epoch: 2) == 1e-3 / 4)
    #expect(ReadoutTraining(epochs: 4, halvings: []).rate(epoch: 3) == 1e-3)
    #expect(ReadoutTraining(epochs: 4, halvings: [0]).rate(epoch: 0) == 1e-3 / 2)
  }

  @Test("What dropout leaves is a multiple of 2⁻¹⁶, and never nothing")
  func kept() {
    #expect(ReadoutTraining(dropout: 0).keptOf65536 == 65_536)
    #expect(ReadoutTraining(dropout: 0.5).keptOf65536 == 32_768)
    #expect(ReadoutTraining(dropout: 0.2).keptOf65536 == 52_429)
    #expect(ReadoutTraining(dropout: 0.999_999_9).keptOf65536 == 1)
  }
}
