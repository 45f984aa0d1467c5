import Foundation
import HebbExperiments
import HebbTensor
import Testing

@Suite("Quadrants")
struct QuadrantsTests {
  @Test("Each quadrant's mean, in the order of reading, the channels of one quadrant together")
  func order() {
    let activity = Tensor(shape: [1, 2, 2, 2], elements: [1, 2, 3, 4, 10, 20, 30, 40])
    #expect(Quadrants.average(activity) == Tensor(shape: [1, 8], elements: [1, 10, 2, 20, 3, 30, 4, 40]))
  }

  @Test("A middle row or column belongs to the lower or right quadrants")
  func oddSizes() {
    let activity = Tensor(shape: [1, 1, 3, 3], elements: [1, 2, 4, 8, 16, 32, 64, 128, 256])
    let features = Quadrants.average(activity).elements
    #expect(features == [1, 3, 36, (16 + 32 + 128 + 256) / 4])
  }

  @Test("A single position stands for all four quadrants")
  func onePosition() {
    #expect(Quadrants.average(Tensor(shape: [1, 1, 1, 1], filledWith: 5)).elements == [5, 5, 5, 5])
    #expect(Quadrants.average(Tensor(shape: [1, 1, 1, 2], elements: [3, 4])).elements == [3, 4, 3, 4])
  }

  @Test("An output of 2 × 2 is only rearranged", arguments: [1, 2, 4])
  func threads(threads: Int) {
    var random = RandomStream(seed: 1, "quadrants")
    let activity = Tensor(shape: [7, 3, 2, 2], elements: (0..<84).map { _ in random.normal() })
    let features = Quadrants.average(activity, parallel: Parallel(threads: threads))
    for image in 0..<7 {
      for channel in 0..<3 {
        for quadrant in 0..<4 {
          #expect(features[image, quadrant * 3 + channel] == activity[image, channel, quadrant / 2, quadrant % 2])
        }
      }
    }
  }

  @Test("The reference case agrees", .enabled(if: ReadoutFixture.folder != nil, Comment(rawValue: skipped)))
  func reference() throws {
    // x has two axes in one case and four in another, so that the list cannot be decoded as one type.
    let all = try JSONSerialization.jsonObject(with: ReadoutFixture.data()) as? [String: Any]
    let reference = (all?["cases"] as? [[String: Any]])?.first { $0["name"] as? String == "quadrants" }
    let x = try #require(reference?["x"] as? [[[[Double]]]])
    let shape = [x.count, x[0].count, x[0][0].count, x[0][0][0].count]
    let expected = try #require(try ReadoutFixture.named("quadrants")?.expected.features)
    let features = Quadrants.average(
      Tensor(shape: shape, elements: x.joined().joined().joined().map { Float($0) }))
    #expect(features.count == expected.joined().count)
    for (value, reference) in zip(features.elements, expected.joined()) {
      #expect(abs(Double(value) - reference) < 1e-6)
    }
  }
}
