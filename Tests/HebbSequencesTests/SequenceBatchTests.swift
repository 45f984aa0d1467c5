import HebbSequences
import Testing

@Suite("Batches of sequences, and scores")
struct SequenceBatchTests {
  @Test("Answers that count are counted")
  func counts() {
    let batch = SequenceBatch(
      lanes: 2, length: 2, inputs: [0, 1, 2, 3], targets: [1, 2, 3, 4], counts: [true, false, true, true])
    #expect(batch.answers == 3)
  }

  @Test("Scores add up")
  func scores() {
    var score = SequenceScore(answers: 2, correct: 1, bits: 3)
    score += SequenceScore(answers: 2, correct: 2, bits: 1)
    #expect(score.bitsPerAnswer == 1 && score.accuracy == 0.75)
    #expect(SequenceScore().bitsPerAnswer == 0)
  }
}
