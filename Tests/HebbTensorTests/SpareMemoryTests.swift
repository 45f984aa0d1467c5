import Testing

@testable import HebbTensor

@Suite("Spare memory", .serialized)
struct SpareMemoryTests {
  /// A size that nothing else in these tests asks for.
  private static let size = (1 << 20) + 64 * 12_345

  @Test("What was given back serves the next buffer of the same size, and of no other")
  func again() {
    let first = SpareMemory.take(byteCount: Self.size)
    SpareMemory.giveBack(first, byteCount: Self.size)
    let other = SpareMemory.take(byteCount: Self.size + 64)
    #expect(other != first)
    let second = SpareMemory.take(byteCount: Self.size)
    #expect(second == first)
    #expect(Int(bitPattern: second) % AlignedBuffer.alignment == 0)
    let third = SpareMemory.take(byteCount: Self.size)
    #expect(third != second)
    second.deallocate()
    third.deallocate()
    other.deallocate()
  }

  @Test("Idle memory is bounded: the oldest is let go")
  func bounded() {
    // Five pieces of 63 MiB are more than may lie idle.
    let size = 63 << 20
    let pieces = (0..<5).map { SpareMemory.take(byteCount: size + 64 * $0) }
    for (index, piece) in pieces.enumerated() { SpareMemory.giveBack(piece, byteCount: size + 64 * index) }
    let newest = SpareMemory.take(byteCount: size + 64 * 4)
    #expect(newest == pieces[4])
    newest.deallocate()
  }
}
