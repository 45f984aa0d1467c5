import Testing

@testable import HebbFigures

@Suite("Axes") struct AxisTests {
  @Test(
    "Linear ticks are round and labelled with as many decimals as they need",
    arguments: [
      ([0, 1], ["0", "0.2", "0.4", "0.6", "0.8", "1.0"]), ([48.2, 66.1], ["45", "50", "55", "60", "65", "70"]),
      ([-2.4, 1.7], ["−3", "−2", "−1", "0", "1", "2"]),
      ([0, 48000], ["0", "10,000", "20,000", "30,000", "40,000", "50,000"]),
      ([0, 0.00002], ["0", "0.5×10⁻⁵", "1.0×10⁻⁵", "1.5×10⁻⁵", "2.0×10⁻⁵"]),
      ([0, 4e8], ["0", "1×10⁸", "2×10⁸", "3×10⁸", "4×10⁸"]),
    ] as [([Double], [String])])
  func labels(values: [Double], expected: [String]) {
    #expect(Axis.linear(values, roundedToTicks: true).ticks.map(\.label) == expected)
  }

  @Test("Epochs get ticks at whole numbers only, however few they are")
  func wholeNumbers() {
    #expect(Axis.linear([1, 2], roundedToTicks: false, wholeNumbers: true).ticks.map(\.value) == [1, 2])
    #expect(Axis.linear([7], roundedToTicks: false, wholeNumbers: true).ticks.map(\.label) == ["6", "7", "8"])
  }

  @Test(
    "Any values give a usable axis: positions within 0…1, a few ticks in order",
    arguments: [
      [], [0], [5], [-5], [.nan], [.infinity, 1], [1e300, -1e300], [1e300], [.leastNonzeroMagnitude],
      [0, .leastNonzeroMagnitude], [1, 1.0000000000000002],
      [1e17, 1e17 + 16], [-.leastNonzeroMagnitude, .leastNormalMagnitude], [1e-300, 2e-300],
      [.greatestFiniteMagnitude, 3], [0.1, 0.3], [-0.0],
    ] as [[Double]], [false, true])
  func anyValues(values: [Double], rounded: Bool) {
    for axis in [
      Axis.linear(values, roundedToTicks: rounded), .linear(values, roundedToTicks: rounded, wholeNumbers: true),
      .logarithmic(values),
    ] {
      #expect(axis.lower < axis.upper)
      #expect((1...14).contains(axis.ticks.count), "\(axis.ticks)")
      #expect(zip(axis.ticks, axis.ticks.dropFirst()).allSatisfy { $0.value < $1.value })
      for value in values {
        guard let position = axis.position(value) else { continue }
        #expect((-1e-6...1.000001).contains(position), "\(value) in \(axis)")
      }
    }
  }

  @Test(
    "Logarithmic ticks are powers of ten, thinned over many decades and filled in over few",
    arguments: [
      ([0.002, 0.9], ["0.001", "0.01", "0.1", "1"]), ([1, 10], ["1", "2", "3", "5", "10"]),
      ([20, 800], ["10", "30", "100", "300", "1000"]), ([1e-5, 1], ["10⁻⁵", "10⁻⁴", "10⁻³", "10⁻²", "10⁻¹", "10⁰"]),
      ([1e-12, 1], ["10⁻¹²", "10⁻¹⁰", "10⁻⁸", "10⁻⁶", "10⁻⁴", "10⁻²", "10⁰"]),
    ] as [([Double], [String])])
  func logarithmic(values: [Double], expected: [String]) {
    #expect(Axis.logarithmic(values).ticks.map(\.label) == expected)
  }

  @Test("On a logarithmic axis equal ratios are equal distances, and what is not positive has no place")
  func logarithmicPositions() {
    let axis = Axis.logarithmic([1, 10000])
    #expect(axis.position(100) == 0.5)
    #expect(axis.position(0) == nil && axis.position(-1) == nil && axis.position(.nan) == nil)
  }

  @Test("Steps are 1, 2 or 5 times a power of ten and divide a span into three to eight parts")
  func steps() {
    var span = 1e-9
    while span < 1e9 {
      let parts = span / Axis.niceStep(span)
      #expect((3 - 1e-6...8).contains(parts), "\(span)")
      span *= 1.07
    }
  }
}
