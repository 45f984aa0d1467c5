import Foundation
import HebbData
public import HebbPlasticity
import HebbSequences
import HebbSupport
import HebbTensor

/// Images, drawn one pixel at a time from left to right and down: the next pixel, or at the end the class.
public struct PixelLine: SequenceTask {
  public static let name = "pixels"
  public static let parameters = [
    Parameter.word(
      "dataset", "mnist", oneOf: ["mnist", "fashion-mnist", "omniglot", "omniglot-small"], "where the images are from"),
    Parameter.whole("side", 14, in: 4...64, "they are brought to so many pixels a side"),
    Parameter.whole("levels", 2, in: 2...64, "grey levels"),
    Parameter.word(
      "answers", "pixels", oneOf: PixelSequence.Answers.allCases.map(\.rawValue), "what is to be answered"),
  ]
  let dataset: String
  let side: Int
  let levels: Int
  let answers: String

  public init(_ parameters: ParameterValues) {
    (dataset, side) = (parameters[text: "dataset"], parameters[whole: "side"])
    (levels, answers) = (parameters[whole: "levels"], parameters[text: "answers"])
  }
  public var values: [String: ParameterValue] {
    [
      "dataset": .text(dataset), "side": .number(Double(side)), "levels": .number(Double(levels)),
      "answers": .text(answers),
    ]
  }
}

extension PixelLine {
  /// The last tenth of the training images is held out for validation.
  public func source(_ wish: SequenceWish) throws -> SequenceSource {
    let images = try DatasetCatalog.standard.load(dataset, data: wish.data.map { URL(fileURLWithPath: $0) })
    let cut = images.training.count * 9 / 10
    let (all, test) = (
      try drawn(images.training, images.classNames.count), try drawn(images.test, images.classNames.count)
    )
    let (seed, lanes, steps) = (wish.seed, wish.lanes, all.steps)
    let (groups, held) = (max(1, wish.evaluated / (32 * steps)), all.count - cut)
    return SequenceSource(
      title: "\(dataset), pixel by pixel", symbols: all.alphabet, vocabulary: nil, length: steps,
      references: answers == PixelSequence.Answers.label.rawValue
        ? [.init(name: "guessing", bits: log2(Double(all.classes)))] : [],
      training: { index in
        var random = RandomStream(seed: seed, "pixels.\(index)")
        return all.batch(of: (0..<lanes).map { _ in random.next(below: max(cut, 1)) })
      },
      held: { part in
        let (set, first, count) = part == .test ? (test, 0, test.count) : (all, cut, held)
        return stride(from: 0, to: min(count, groups * 32), by: 32).map { start in
          set.batch(of: Array(first + start..<first + min(start + 32, count)))
        }
      })
  }

  /// Grey images of the side and levels that were asked for.
  private func drawn(_ set: ImageSet, _ classes: Int) throws -> PixelSequence {
    guard set.height == set.width, side <= set.width else {
      throw Problem(
        "images of \(set.height) × \(set.width) cannot be shrunk to \(side) × \(side)", at: "task.side",
        advice: "Choose at most \(min(set.height, set.width)).")
    }
    let average = AreaAverage(side: set.width, newSide: side)
    var grey = [Float](repeating: 0, count: set.width * set.width)
    var small = [Float](repeating: 0, count: side * side)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(set.count * side * side)
    for index in 0..<set.count {
      let pixels = set.pixels(ofImage: index)
      for i in grey.indices { grey[i] = Float(pixels[pixels.startIndex + i]) }
      small.withUnsafeMutableBufferPointer { average.shrink(grey, into: $0) }
      bytes += small.map { UInt8(min(255, max(0, $0.rounded()))) }
    }
    let isLabelled = answers != PixelSequence.Answers.pixels.rawValue
    return try PixelSequence(
      images: bytes, side: side, levels: levels, labels: isLabelled ? set.labels : nil,
      classes: isLabelled ? classes : 0, answers: PixelSequence.Answers(rawValue: answers))
  }
}
