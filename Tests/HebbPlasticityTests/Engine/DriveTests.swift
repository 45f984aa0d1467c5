import HebbTensor
import Testing

@testable import HebbPlasticity

@Suite("The neurons' inputs")
struct DriveTests {
  @Test("They are x wᵀ for few samples as for many, zeros or not", arguments: [0, 1, 3, 4, 9])
  func product(samples: Int) {
    for (neurons, inputs) in [(1, 1), (5, 16), (70, 33), (3, 100)] {
      let w = ActivityFixture.normal([neurons, inputs])
      let x = ActivityFixture.normal([samples, inputs], seed: 2).mapped { $0 > 0.5 ? $0 : 0 }
      let u = Drive.multiply(x, by: w, parallel: Parallel(threads: 2))
      #expect(u.shape == [samples, neurons])
      let (xs, ws) = (ActivityFixture.rows(x), ActivityFixture.rows(w))
      let expected = xs.map { x in ws.map { w in zip(x, w).reduce(0.0) { $0 + Double($1.0) * Double($1.1) } } }
      #expect(ActivityFixture.difference(u, expected) < 1e-5)
    }
  }

  @Test("They are the same, bit for bit, for any number of threads")
  func threads() {
    let (x, w) = (ActivityFixture.normal([1, 800]), ActivityFixture.normal([1000, 800], seed: 3))
    let one = Drive.multiply(x, by: w, parallel: Parallel(threads: 1))
    for threads in [2, 5] { #expect(Drive.multiply(x, by: w, parallel: Parallel(threads: threads)) == one) }
  }
}
