import Testing

@testable import HebbMemories

@Suite("The order of a sweep")
struct SweepOrderTests {
  @Test("all units are visited once, in another order for each sweep and seed, and always in the same one")
  func order() {
    let order = SweepOrder.units(100, seed: 3, sweep: 1)
    #expect(order.sorted() == Array(0..<100) && order != order.sorted())
    #expect(SweepOrder.units(100, seed: 3, sweep: 1) == order)
    #expect(SweepOrder.units(100, seed: 3, sweep: 2) != order && SweepOrder.units(100, seed: 4, sweep: 1) != order)
  }
}
