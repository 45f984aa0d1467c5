import Testing

@testable import HebbTensor

@Suite("Axes")
struct AxesTests {
  @Test("Negative axes count from the last")
  func position() {
    #expect([0, 1, 2, -1, -3].map { Axes.position(of: $0, in: [4, 5, 6]) } == [0, 1, 2, 2, 0])
  }

  @Test("Axes are kept with length 1, or removed")
  func keptAndRemoved() {
    #expect(Axes.kept([0, -1], in: [4, 5, 6]) == [1, 5, 1])
    #expect(Axes.removed([0, -1], from: [4, 5, 6]) == [5])
    #expect(Axes.kept([], in: [4]) == [4] && Axes.removed([], from: []) == [])
  }

  @Test("An axis splits a shape into what is before and after it")
  func split() {
    #expect(Axes.split([2, 3, 5, 7], at: 2) == (6, 5, 7))
    #expect(Axes.split([4], at: 0) == (1, 4, 1))
  }
}
