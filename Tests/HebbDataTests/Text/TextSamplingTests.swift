import HebbData
import TestSupport
import Testing

@Suite("Windows of a text")
struct TextSamplingTests {
  private let sampling: TextSampling

  /// Every character occurs once, so that a symbol tells where it is from: 180 for training, 30 and 30 held out.
  init() throws {
    let text = String(String.UnicodeScalarView((0..<240).compactMap { Unicode.Scalar(0x400 + $0) }))
    sampling = TextSampling(try TextCorpus(text: text, split: TextSplit(validation: 0.125, test: 0.125)))
  }

  @Test("Windows at random are consecutive characters of the training part, with what follows each")
  func random() throws {
    var starts: Set<UInt8> = []
    for index in 0..<40 {
      let batch = try sampling.batch(seed: 7, index: index, lanes: 11, length: 5)
      #expect(batch.lanes == 11 && batch.length == 5 && batch.inputs.count == 55)
      for lane in 0..<11 {
        let start = batch.inputs[lane]
        starts.insert(start)
        for step in 0..<5 {
          #expect(Int(batch.inputs[step * 11 + lane]) == Int(start) + step)
          #expect(Int(batch.targets[step * 11 + lane]) == Int(start) + step + 1)
        }
      }
    }
    #expect(starts.count > 140)  // of 175, in 440 draws: 161 are expected
    #expect(starts.max() ?? 255 <= 174)
  }

  @Test("A batch is a function of seed and index, and a lane does not depend on the others")
  func reproduced() throws {
    let batch = try sampling.batch(seed: 1, index: 5, lanes: 4, length: 8)
    _ = try sampling.batch(seed: 1, index: 6, lanes: 4, length: 8)
    #expect(try sampling.batch(seed: 1, index: 5, lanes: 4, length: 8) == batch)
    #expect(try sampling.batch(seed: 1, index: 6, lanes: 4, length: 8) != batch)
    #expect(try sampling.batch(seed: 2, index: 5, lanes: 4, length: 8) != batch)
    #expect(try sampling.batch(seed: 1, index: 5, lanes: 2, length: 8).inputs.prefix(2) == batch.inputs.prefix(2))
  }

  @Test("The longest window that fits is the whole part")
  func longest() throws {
    let batch = try sampling.batch(seed: 1, index: 0, lanes: 1, length: 179)
    #expect(batch.inputs == Array(0..<179) && batch.targets == Array(1..<180))
    expectProblem(mentioning: "180 characters", "has 180 characters", "at most 179") {
      try sampling.batch(seed: 1, index: 0, lanes: 1, length: 180)
    }
    expectProblem(mentioning: "30 characters", "test", "at most 29") {
      try sampling.windows(of: .test, lanes: 1, length: 30)
    }
    expectProblem(mentioning: "0 sequences") { try sampling.batch(seed: 1, index: 0, lanes: 0, length: 3) }
    expectProblem(mentioning: "0 characters") { try sampling.windows(of: .test, lanes: 1, length: 0) }
  }

  @Test("Consecutive windows have every character of their part as a target once", arguments: [1, 2, 3, 4, 29])
  func windows(length: Int) throws {
    for (part, first) in [(TextPart.training, 0), (.validation, 180), (.test, 210)] {
      for lanes in [1, 3, 64] {
        let windows = try sampling.windows(of: part, lanes: lanes, length: length)
        var targets: [Int] = []
        for batch in windows {
          #expect(batch.lanes <= lanes)
          #expect(zip(batch.inputs, batch.targets).allSatisfy { $0 + 1 == $1 })
          for lane in 0..<batch.lanes { targets += (0..<length).map { Int(batch.targets[$0 * batch.lanes + lane]) } }
        }
        let size = sampling.corpus.count(of: part)
        #expect(targets == Array(first + 1..<first + 1 + (size - 1) / length * length))
        #expect(windows.characters == targets.count)
      }
    }
  }

  @Test("A limit takes the first windows")
  func limit() throws {
    let windows = try sampling.windows(of: .test, lanes: 2, length: 5, limit: 3)
    #expect(windows.map(\.lanes) == [2, 1])
    #expect(windows.map { $0.inputs.max() ?? 0 }.max() == 224)
  }
}
