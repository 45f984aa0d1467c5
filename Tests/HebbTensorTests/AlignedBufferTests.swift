import HebbTensor
import Testing

@Suite("AlignedBuffer")
struct AlignedBufferTests {
  @Test("Storage starts on a cache line, whatever its size", arguments: [0, 1, 15, 16, 17, 1000, 4097])
  func alignment(count: Int) {
    let buffer = AlignedBuffer(count: count)
    #expect(buffer.elements.count == count)
    #expect(Int(bitPattern: buffer.elements.baseAddress) % AlignedBuffer.alignment == 0)
  }

  @Test("A whole vector may be written past the last element")
  func slack() {
    let buffer = AlignedBuffer(count: 5)
    let start = buffer.elements.baseAddress!
    for index in 0..<(5 + 16) { start[index] = Float(index) }
    #expect(start[20] == 20)
  }
}
