import Testing

@testable import HebbExperiments

@Suite("The order of presentation")
struct PresentationOrderTests {
  @Test("Every image is shown once per epoch", arguments: [1, 2, 7, 100])
  func permutation(count: Int) {
    let order = PresentationOrder(count: count, seed: 3, epoch: 0, flips: true)
    #expect(order.images.sorted() == Array(0..<count))
    #expect(order.mirrored.count == count)
  }

  @Test("It follows from seed and epoch, and differs between them and from the settling")
  func reproducible() {
    func order(_ seed: UInt64, _ epoch: Int?, pass: Int = 0) -> [Int] {
      PresentationOrder(count: 50, seed: seed, epoch: epoch, pass: pass, flips: true).images
    }
    #expect(order(1, 0) == order(1, 0))
    let all = [order(1, 0), order(1, 1), order(2, 0), order(1, nil), order(1, nil, pass: 1)]
    #expect(Set(all).count == all.count)
  }

  @Test("About half of the images are mirrored, or none")
  func flips() {
    let mirrored = PresentationOrder(count: 10_000, seed: 1, epoch: 0, flips: true).mirrored.count { $0 }
    #expect((4800...5200).contains(mirrored))
    #expect(!PresentationOrder(count: 100, seed: 1, epoch: 0, flips: false).mirrored.contains(true))
  }

  @Test("Leaving out mirroring does not change the order")
  func independent() {
    let (with, without) = (
      PresentationOrder(count: 30, seed: 1, epoch: 4, flips: true),
      PresentationOrder(count: 30, seed: 1, epoch: 4, flips: false)
    )
    #expect(with.images == without.images)
  }
}
