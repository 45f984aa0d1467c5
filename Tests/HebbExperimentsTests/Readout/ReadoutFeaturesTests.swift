import Foundation
import HebbNetworks
import HebbTensor
import Testing

@testable import HebbExperiments

@Suite("ReadoutFeatures")
struct ReadoutFeaturesTests {
  private static let output = ImageShape(channels: 2, height: 2, width: 3)
  private let activity: [Float] = [0.5, -1, 2, 0, 3, 0.25, -0.5, 1, 4, 1.5, -2, 0.75]
  private let image: [Float] = [3, 0, -4]  // of length 5

  private func features(_ features: ReadoutFeatures, image: [Float]? = nil) -> [Float] {
    var out = [Float](repeating: .nan, count: features.count)
    activity.withUnsafeBufferPointer { activity in
      (image ?? self.image).withUnsafeBufferPointer { features.write(activity, image: $0, into: &out) }
    }
    return out
  }

  @Test("Values are passed on as they are, quadrants as their means")
  func plain() {
    #expect(features(ReadoutFeatures(layer: 0, output: Self.output)) == activity)
    let quadrants = ReadoutFeatures(layer: 0, output: Self.output, summary: .quadrants)
    let expected = Quadrants.average(Tensor(shape: [1, 2, 2, 3], elements: activity))
    #expect(features(quadrants) == expected.elements.map { $0 })
  }

  @Test("A power is that of the rectified activity for an image of length 1", arguments: [1, 2.5, 4.5, 3, 1.7, 0.5])
  func power(exponent: Double) {
    let found = features(ReadoutFeatures(layer: 0, output: Self.output, exponent: exponent))
    for (found, value) in zip(found, activity) {
      let expected = pow(max(0, Double(value) / 5), exponent)
      #expect(abs(Double(found) - expected) <= 1e-6 * max(expected, 1e-3))
    }
  }

  @Test("The length of an image makes no difference to a power; an image of zeros has none")
  func length() {
    let power = ReadoutFeatures(layer: 0, output: Self.output, exponent: 4.5)
    #expect(features(power, image: [5]) == features(power))
    #expect(features(power, image: [0, 0]).allSatisfy { $0 == 0 })
  }
}
