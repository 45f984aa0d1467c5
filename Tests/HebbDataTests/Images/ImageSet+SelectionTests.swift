import HebbData
import Testing

@Suite("Selections of an image set")
struct ImageSetSelectionTests {
  @Test("Images and labels are taken together, in the order that was asked for")
  func order() {
    let set = ImageSet(channels: 1, height: 1, width: 2, pixels: [1, 2, 3, 4, 5, 6], labels: [7, 8, 9])
    let selected = set.selecting([2, 0, 2])
    #expect(selected.labels == [9, 7, 9] && selected.pixels == [5, 6, 1, 2, 5, 6])
    #expect(set.selecting([]).count == 0 && set.selecting([0, 1, 2]) == set)
  }
}
