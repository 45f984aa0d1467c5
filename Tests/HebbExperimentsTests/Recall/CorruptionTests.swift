import HebbSupport
import HebbTensor
import Testing

@testable import HebbExperiments

@Suite("Corrupted images")
struct CorruptionTests {
  private let shape = ImageShape(channels: 2, height: 4, width: 6)
  private var images: Tensor {
    Tensor(shape: [3, 48], elements: (0..<144).map { $0 % 48 == 7 ? -1 : Float($0 % 5) + 1 })
  }

  @Test("They are read as they are written", arguments: ["noise:0.25", "top", "bottom", "left", "right", "box:0.5"])
  func reading(text: String) throws { #expect(try Corruption(parsing: text).text == text) }

  @Test("Without an amount there is a usual one")
  func standard() throws {
    #expect(try Corruption(parsing: "noise") == .noise(0.3))
    #expect(try Corruption(parsing: "box") == .box(0.4))
  }

  @Test(
    "Anything else is refused",
    arguments: ["", "rain", "noise:", "noise:x", "noise:0", "noise:1.1", "top:1", "box:nan"])
  func mistakes(text: String) { #expect(throws: Problem.self) { try Corruption(parsing: text) } }

  @Test("Noise flips about as many values as it says, and nothing else")
  func noise() {
    let ones = Tensor(shape: [100, 100], filledWith: 1)
    let large = ImageShape(channels: 1, height: 10, width: 10)
    let noisy = Corruption.noise(0.3).applied(to: ones, shape: large, seed: 1)
    #expect(noisy.elements.allSatisfy { $0.magnitude == 1 })
    #expect(abs(noisy.elements.count { $0 < 0 } - 3000) < 150)
    #expect(noisy == Corruption.noise(0.3).applied(to: ones, shape: large, seed: 1))
    #expect(noisy != Corruption.noise(0.3).applied(to: ones, shape: large, seed: 2))
  }

  @Test("A hidden half is as dark as the darkest value, in every channel", arguments: Corruption.Half.allCases)
  func half(half: Corruption.Half) {
    let result = Corruption.half(half).applied(to: images, shape: shape, seed: 1)
    for image in 0..<3 {
      for channel in 0..<2 {
        for row in 0..<4 {
          for column in 0..<6 {
            let isHidden =
              switch half {
              case .top: row < 2
              case .bottom: row >= 2
              case .left: column < 3
              case .right: column >= 3
              }
            let place = ((image * 2 + channel) * 4 + row) * 6 + column
            #expect(result[flat: place] == (isHidden ? -1 : images[flat: place]))
          }
        }
      }
    }
  }

  @Test("A box lies within the image and has the size that it says")
  func box() {
    let bright = Tensor(shape: [50, 48], elements: (0..<50 * 48).map { $0 % 48 == 47 ? 0 : 1 })
    let result = Corruption.box(0.5).applied(to: bright, shape: shape, seed: 3)
    for image in 0..<50 {
      let dark = (0..<48).count { result[image, $0] == 0 }
      #expect([12, 13].contains(dark))  // 2 × 3 in both channels, and the one that was dark before
    }
  }
}
