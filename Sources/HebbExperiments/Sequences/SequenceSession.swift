import Foundation
public import HebbData
public import HebbSequences
import HebbSupport
public import HebbTensor

/// One network learning from sequences; can be stopped, saved and continued at any batch with the same result, bit for
/// bit.
public final class SequenceSession {
  public let specification: SequenceSpecification
  public let source: SequenceSource
  public let seed: UInt64
  public let model: any SequenceModel
  public internal(set) var position = SequencePosition()
  public internal(set) var curve: [CurvePoint] = []

  /// - Parameters:
  ///   - data: a text, a folder of texts, a name like enwik8, or the folder of data sets.
  ///   - vocabulary: that of an earlier run, in place of the experiment's.
  /// - Throws: `Problem` if the data is missing or does not fit.
  public init(
    _ specification: SequenceSpecification, data: String?, vocabulary: Vocabulary? = nil, seed: UInt64,
    parallel: Parallel
  ) throws {
    self.specification = specification
    self.seed = seed
    let choice: VocabularyChoice =
      switch vocabulary?.characters ?? specification.vocabulary {
      case "data": .fromData
      case "bytes": .bytes
      case let characters: .given(characters)
      }
    source = try specification.task.source(
      SequenceWish(
        data: data, vocabulary: vocabulary == .bytes ? .bytes : choice, lanes: specification.lanes,
        length: specification.length, evaluated: specification.evaluated, seed: seed))
    // What does not fit should be known before a folder is made.
    _ = try source.training(0)
    model = try specification.makeModel(symbols: source.symbols, seed: seed, parallel: parallel)
  }

  public var batches: Int { specification.batches(length: source.length) }
  /// Symbols read in training so far.
  public var characters: Int { position.batches * specification.lanes * source.length }

  /// Learns until the end, or until the next measurement.
  ///
  /// - Parameter progress: called after each batch with the symbols read.
  /// - Returns: false if there is nothing left to learn.
  /// - Throws: `Problem` if activity stops being finite; `Interruption` on request, with the session at a batch boundary.
  public func advance(stop: StopRequest, progress: (Int) -> Void) throws -> Bool {
    guard position.batches < batches else { return false }
    let clock = ContinuousClock()
    let next = nextMeasurement
    var start = clock.now
    while position.batches < next {
      if stop.isRequested { throw Interruption(epochs: curve.count, batches: position.batches) }
      let factor = specification.schedule.factor(
        epochs: curve.count, progress: Double(position.batches) / Double(batches))
      position.score += try model.learn(from: source.training(position.batches), rateFactor: factor)
      position.batches += 1
      let now = clock.now
      position.seconds += (now - start) / .seconds(1)
      start = now
      progress(characters)
    }
    let held = try measure(.validation)
    curve.append(
      CurvePoint(
        characters: characters, seconds: position.seconds, training: position.score.bitsPerAnswer,
        validation: held.bitsPerAnswer, accuracy: held.accuracy))
    position.score = SequenceScore()
    return position.batches < batches
  }

  /// How good the answers are on symbols that are never trained on.
  public func measure(_ part: TextPart) throws -> SequenceScore {
    var score = SequenceScore()
    for batch in try source.held(part) { score += try model.evaluate(batch) }
    return score
  }

  /// Measurements are spread evenly over the training; the last one is at its end.
  private var nextMeasurement: Int {
    let count = min(specification.evaluations, batches)
    let done = position.batches * count / batches
    return ((done + 1) * batches + count - 1) / count
  }
}

/// How far training has come.
public struct SequencePosition: Sendable, Codable, Equatable {
  public var batches = 0
  /// Of learning alone.
  public var seconds = 0.0
  /// Since the last measurement.
  public var score = SequenceScore()
}

/// A measurement on the way.
public struct CurvePoint: Sendable, Codable, Equatable {
  /// Symbols read so far.
  public var characters: Int
  /// Seconds of learning so far.
  public var seconds: Double
  /// Bits per answer on what was learned from since the last measurement, before learning from it.
  public var training: Double
  /// Bits per answer, and the fraction that is right, on held-out symbols.
  public var validation: Double
  public var accuracy: Double
}
