import HebbData
import HebbTensor
import Testing

@Suite("Standardisation")
struct StandardisationTests {
  @Test("Mean 0 and unbiased standard deviation 1, from bytes and from floats")
  func moments() {
    let pixels = randomImages(1, ImageShape(channels: 3, height: 5, width: 7))
    var fromBytes = [Float](repeating: 0, count: pixels.count)
    Standardisation.apply(to: pixels, into: &fromBytes, count: pixels.count)
    var inPlace = pixels.map { Float($0) / 255 }
    Standardisation.apply(to: &inPlace, count: inPlace.count)
    for values in [fromBytes, inPlace] {
      let sum = values.reduce(0.0) { $0 + Double($1) }
      let squares = values.reduce(0.0) { $0 + Double($1) * Double($1) }
      #expect(abs(sum) < 1e-4)
      #expect(abs(squares / Double(values.count - 1) - 1) < 1e-5)
    }
    #expect(relativeError(inPlace, fromBytes.map { Double($0) }) < 1e-5)
  }

  @Test("Known values: 1, 2, 3 have the unbiased standard deviation 1")
  func known() {
    var result = [Double](repeating: 0, count: 3)
    Standardisation.apply(to: [1, 2, 3], into: &result, count: 3)
    #expect(result == [-1, 0, 1])
  }

  @Test("An image without contrast, or of one pixel, becomes zeros", arguments: [1, 2, 49])
  func constant(count: Int) {
    for value: UInt8 in [0, 7, 255] {
      var result = [Float](repeating: 9, count: count)
      Standardisation.apply(to: [UInt8](repeating: value, count: count), into: &result, count: count)
      #expect(result == [Float](repeating: 0, count: count))
    }
    var values = [Float](repeating: 0.1, count: count)
    Standardisation.apply(to: &values, count: count)
    #expect(values == [Float](repeating: 0, count: count))
  }

  @Test("No values are no trouble")
  func empty() {
    var values: [Float] = []
    Standardisation.apply(to: &values, count: 0)
    #expect(values.isEmpty)
  }
}
