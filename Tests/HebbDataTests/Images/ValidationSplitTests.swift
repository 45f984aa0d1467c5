import HebbData
import HebbSupport
import Testing

@Suite("Held-out images")
struct ValidationSplitTests {
  @Test("Every image is either trained on or held out, and the order of the data set is kept", arguments: [1, 7, 99])
  func partition(count: Int) throws {
    let split = try ValidationSplit(holdingOut: count, of: 100)
    #expect(split.validation.count == count && split.training.count == 100 - count)
    #expect((split.training + split.validation).sorted() == Array(0..<100))
    #expect(split.training == split.training.sorted() && split.validation == split.validation.sorted())
  }

  @Test("It is the same split each time, and a smaller one is a part of a larger one")
  func fixed() throws {
    let split = try ValidationSplit(holdingOut: 5, of: 60)
    #expect(try ValidationSplit(holdingOut: 5, of: 60) == split)
    let larger = try ValidationSplit(holdingOut: 20, of: 60)
    #expect(Set(split.validation).isSubset(of: larger.validation))
    // Published figures depend on which images these are.
    #expect(split.validation == [28, 43, 48, 49, 59])
  }

  @Test("Every image has the same chance of being held out")
  func uniform() throws {
    let held = try ValidationSplit(holdingOut: 5000, of: 50_000).validation
    for fifth in 0..<5 {
      let count = held.count { $0 / 10_000 == fifth }
      // Hypergeometric: 1000 ± 27.
      #expect((880...1120).contains(count))
    }
  }

  @Test(
    "At least one image must be held out, and one be left", arguments: [(0, 10), (10, 10), (11, 10), (-1, 10), (1, 1)])
  func impossible(count: Int, total: Int) {
    #expect(throws: Problem.self) { try ValidationSplit(holdingOut: count, of: total) }
  }

  @Test("The data set's test images are left out altogether")
  func dataset() throws {
    func images(_ values: ClosedRange<UInt8>) -> ImageSet {
      ImageSet(
        channels: 1, height: 1, width: 1, pixels: Array(values), labels: values.map { Int($0) % 3 })
    }
    let dataset = ImageDataset(
      name: "tiny", classNames: ["a", "b", "c"], training: images(1...9), test: images(100...104))
    let split = try dataset.holdingOut(4)
    #expect((split.training.count, split.test.count, split.name) == (5, 4, "tiny"))
    #expect((split.training.pixels + split.test.pixels).sorted() == Array(1...9))
    for set in [split.training, split.test] { #expect(set.labels == set.pixels.map { Int($0) % 3 }) }
  }
}
