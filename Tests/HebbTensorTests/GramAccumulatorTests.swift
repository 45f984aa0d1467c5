import HebbTensor
import Testing

@Suite("GramAccumulator")
struct GramAccumulatorTests {
  @Test(
    "Sums over chunks equal plain sums over all rows",
    arguments: [(1, 1, 1), (5, 3, 2), (40, 7, 0), (30, 258, 3), (1030, 4, 2)])
  func sums(size: (Int, Int, Int)) {
    let (rows, columns, targets) = size
    var random = RandomStream(seed: 6, "gram")
    let x = tensor([rows, columns], &random).elements
    let y = tensor([rows, targets], &random).elements
    var accumulator = GramAccumulator(columns: columns, targets: targets)
    let first = rows / 3
    for part in [0..<first, first..<rows] {
      accumulator.add(
        Array(x[part.lowerBound * columns..<part.upperBound * columns]),
        targets: Array(y[part.lowerBound * targets..<part.upperBound * targets]), count: part.count)
    }
    #expect(accumulator.count == rows)
    let gram = accumulator.gram
    var worst = 0.0
    for i in 0..<columns {
      for j in 0..<columns {
        #expect(gram[i * columns + j] == gram[j * columns + i])
        if columns > 100, i > 3, j > 3, i < 250 { continue }
        worst = max(worst, abs(gram[i * columns + j] - sum(x, columns, i, x, columns, j, rows)))
      }
      for j in 0..<targets {
        worst = max(worst, abs(accumulator.cross[i * targets + j] - sum(x, columns, i, y, targets, j, rows)))
      }
    }
    #expect(worst < 1e-3)
  }

  @Test("Double-precision rows are summed in double precision")
  func doublePrecision() {
    var random = RandomStream(seed: 7, "gram")
    let x = (0..<60).map { _ in Double(random.normal()) * 1e4 }
    let y = (0..<20).map { _ in Double(random.normal()) }
    var accumulator = GramAccumulator(columns: 3, targets: 1)
    accumulator.add(x, targets: y, count: 20)
    for i in 0..<3 {
      for j in 0..<3 {
        let expected = (0..<20).reduce(0.0) { $0 + x[$1 * 3 + i] * x[$1 * 3 + j] }
        #expect(abs(accumulator.gram[i * 3 + j] - expected) <= 1e-12 * 20 * 1e9)
      }
      let expected = (0..<20).reduce(0.0) { $0 + x[$1 * 3 + i] * y[$1] }
      #expect(abs(accumulator.cross[i] - expected) < 1e-8)
    }
  }

  @Test("The sums have the same bits for any number of threads")
  func deterministic() {
    var random = RandomStream(seed: 8, "gram")
    let x = tensor([70, 300], &random).elements
    func gram(threads: Int) -> [Double] {
      var accumulator = GramAccumulator(columns: 300)
      accumulator.add(x, count: 70, parallel: Parallel(threads: threads))
      return accumulator.gram
    }
    let alone = gram(threads: 1)
    #expect(gram(threads: 2) == alone)
    #expect(gram(threads: 4) == alone)
  }

  private func sum(
    _ a: [Float], _ widthA: Int, _ i: Int, _ b: [Float], _ widthB: Int, _ j: Int, _ rows: Int
  ) -> Double {
    var sum = 0.0
    for row in 0..<rows { sum += Double(a[row * widthA + i]) * Double(b[row * widthB + j]) }
    return sum
  }
}
