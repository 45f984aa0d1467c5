import HebbSequences
import HebbSupport
import Testing

@Suite("Images drawn pixel by pixel")
struct PixelSequenceTests {
  /// Three images of 2 × 2.
  private let images: [UInt8] = [0, 255, 127, 128, 10, 20, 200, 250, 255, 255, 0, 0]

  @Test("After each pixel the next is the answer")
  func pixels() throws {
    let sequence = try PixelSequence(images: images, side: 2)
    #expect(sequence.count == 3 && sequence.alphabet == 2 && sequence.steps == 3)
    let batch = sequence.batch(of: [0, 2])
    #expect(batch.inputs == [0, 1, 1, 1, 0, 0])
    #expect(batch.targets == [1, 1, 0, 0, 1, 0])
    #expect(batch.counts == nil)
  }

  @Test("Grey levels are ranges of equal width")
  func levels() throws {
    let ramp = (0..<256).map { UInt8($0) }
    for levels in [2, 3, 4, 256] {
      let batch = try PixelSequence(images: ramp, side: 16, levels: levels).batch(of: [0])
      for value in 0..<255 { #expect(Int(batch.inputs[value]) == value * levels / 256) }
    }
  }

  @Test("After the last pixel the class is the answer, and which answers count can be chosen")
  func labels() throws {
    for (answers, isCounted) in [
      (nil, nil), (.all, nil), (.pixels, [true, true, true, false]), (.label, [false, false, false, true]),
    ] as [(PixelSequence.Answers?, [Bool]?)] {
      let sequence = try PixelSequence(
        images: images, side: 2, levels: 4, labels: [0, 2, 1], classes: 3, answers: answers)
      #expect(sequence.alphabet == 7 && sequence.steps == 4)
      let batch = sequence.batch(of: [1])
      #expect(batch.inputs == [0, 0, 3, 3])
      #expect(batch.targets == [0, 3, 3, 6])
      #expect(batch.counts == isCounted)
    }
  }

  @Test("Batches at random are made of the images, and a function of seed and index")
  func random() throws {
    let sequence = try PixelSequence(images: images, side: 2, levels: 256)
    let batch = sequence.batch(seed: 1, index: 0, lanes: 50)
    var seen: Set<UInt8> = []
    for lane in 0..<50 {
      let first = batch.inputs[lane]
      seen.insert(first)
      let image = try #require([0, 10, 255].firstIndex(of: first))
      for step in 0..<3 {
        #expect(batch.inputs[step * 50 + lane] == images[image * 4 + step])
        #expect(batch.targets[step * 50 + lane] == images[image * 4 + step + 1])
      }
    }
    #expect(seen.count == 3)
    #expect(sequence.batch(seed: 1, index: 0, lanes: 50) == batch)
    #expect(sequence.batch(seed: 1, index: 1, lanes: 50) != batch)
    #expect(sequence.batch(seed: 2, index: 0, lanes: 50) != batch)
  }

  @Test("Images, levels and labels that do not fit together are problems")
  func wrong() {
    #expect(throws: Problem.self) { try PixelSequence(images: [], side: 2) }
    #expect(throws: Problem.self) { try PixelSequence(images: [1, 2, 3], side: 2) }
    #expect(throws: Problem.self) { try PixelSequence(images: images, side: 1) }
    #expect(throws: Problem.self) { try PixelSequence(images: images, side: 2, levels: 1) }
    #expect(throws: Problem.self) { try PixelSequence(images: images, side: 2, levels: 257) }
    #expect(throws: Problem.self) { try PixelSequence(images: images, side: 2, labels: [0, 1], classes: 2) }
    #expect(throws: Problem.self) { try PixelSequence(images: images, side: 2, labels: [0, 1, 2], classes: 2) }
    #expect(throws: Problem.self) {
      try PixelSequence(images: images, side: 2, levels: 256, labels: [0, 1, 0], classes: 2)
    }
    #expect(throws: Problem.self) { try PixelSequence(images: images, side: 2, answers: .label) }
    #expect(throws: Problem.self) { try PixelSequence(images: images, side: 2, classes: 2) }
  }
}
