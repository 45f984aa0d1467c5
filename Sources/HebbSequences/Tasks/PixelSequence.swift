public import HebbSupport
import HebbTensor

/// Images drawn one pixel at a time, from left to right and from top to bottom: after each pixel the next is the answer,
/// and after the last one, if there are labels, the class.
///
/// Symbols 0..<levels are the grey levels, from black; the next ones are the classes.
///
///     read    p₀ p₁ p₂ … pₙ₋₁
///     answer  p₁ p₂ p₃ … class
///
/// > Reference: Q. V. Le, N. Jaitly, G. E. Hinton, "A simple way to initialize recurrent networks of rectified linear
/// > units" (2015), section 4.2, arXiv:1504.00941, for the class alone; A. van den Oord, N. Kalchbrenner, K. Kavukcuoglu,
/// > "Pixel recurrent neural networks", ICML 2016, section 2.1, arXiv:1601.06759, for the next pixel.
public struct PixelSequence: Sendable, Equatable {
  /// Which answers count.
  public enum Answers: String, Sendable, Codable, CaseIterable {
    /// The next pixel.
    case pixels
    /// The class at the end.
    case label
    /// Both.
    case all
  }

  /// Rows and columns of an image.
  public let side: Int
  /// Grey levels that are told apart.
  public let levels: Int
  /// Different classes; 0 without labels.
  public let classes: Int
  public let answers: Answers
  /// Each below `levels`: `[count, side, side]`.
  private let pixels: [UInt8]
  private let labels: [UInt8]

  /// - Parameters:
  ///   - images: intensities 0...255, `[count, side, side]`. They are divided into `levels` ranges of equal width.
  ///   - labels: the class of each image, from 0; nil if there are none.
  ///   - classes: how many classes there are; 0 without labels.
  ///   - answers: which count; by default all there are.
  /// - Throws: `Problem` if the bytes fill no whole number of images, if there are fewer than 2 pixels or levels, more
  ///   than 256 symbols, not as many labels as images, a label that is no class, or labels are to be answered and missing.
  public init(
    images: [UInt8], side: Int, levels: Int = 2, labels: [Int]? = nil, classes: Int = 0, answers: Answers? = nil
  ) throws(Problem) {
    try TaskParameter.check(side, "side", in: 2...1024)
    try TaskParameter.check(classes, "classes", in: labels == nil ? 0...0 : 1...254)
    try TaskParameter.check(levels, "levels", in: 2...256 - classes)
    guard !images.isEmpty, images.count.isMultiple(of: side * side) else {
      throw Problem(
        "\(images.count) bytes are no whole number of images of \(side) × \(side)", at: "images",
        advice: "Give grey images of that size, a byte for each pixel.")
    }
    let count = images.count / (side * side)
    if let labels {
      guard labels.count == count else {
        throw Problem("\(labels.count) labels for \(count) images", at: "labels", advice: "Give one for each image.")
      }
      if let wrong = labels.firstIndex(where: { !(0..<classes).contains($0) }) {
        throw Problem(
          "image \(wrong) has label \(labels[wrong]), and there are \(classes) classes", at: "labels",
          advice: "Labels go from 0 to \(classes - 1).")
      }
    } else if let answers, answers != .pixels {
      throw Problem(
        "classes cannot be answered without labels", at: "answers", advice: "Choose pixels, or give labels.")
    }
    (self.side, self.levels, self.classes) = (side, levels, classes)
    self.answers = answers ?? (labels == nil ? .pixels : .all)
    pixels = images.map { UInt8(Int($0) * levels / 256) }
    self.labels = (labels ?? []).map { UInt8(levels + $0) }
  }

  /// How many images there are.
  public var count: Int { pixels.count / (side * side) }
  /// Symbols that are read and answered: grey levels and classes.
  public var alphabet: Int { levels + classes }
  /// Steps of a sequence: all pixels if a class follows, else all but the last.
  public var steps: Int { side * side - (labels.isEmpty ? 1 : 0) }

  /// Images drawn at random, with repetition, a pure function of seed and index; a lane does not depend on how many
  /// there are.
  ///
  /// Precondition: at least one lane.
  public func batch(seed: UInt64, index: Int, lanes: Int) -> SequenceBatch {
    precondition(lanes >= 1, "at least one lane")
    var random = RandomStream(seed: seed, "pixels.\(index)")
    return batch(of: (0..<lanes).map { _ in random.next(below: count) })
  }

  /// These images, one a lane, for evaluation in their order. Precondition: all exist.
  public func batch(of images: some Collection<Int>) -> SequenceBatch {
    let (lanes, size) = (images.count, side * side)
    var inputs = [UInt8](repeating: 0, count: steps * lanes)
    var targets = inputs
    for (lane, image) in images.enumerated() {
      precondition((0..<count).contains(image), "image \(image) of \(count)")
      for step in 0..<steps {
        inputs[step * lanes + lane] = pixels[image * size + step]
        targets[step * lanes + lane] = step + 1 < size ? pixels[image * size + step + 1] : labels[image]
      }
    }
    let isLabelStep = { (step: Int) in step + 1 == size }
    let counts: [Bool]? =
      switch answers {
      case .all: nil
      case .pixels where labels.isEmpty: nil
      case .pixels: (0..<steps * lanes).map { !isLabelStep($0 / lanes) }
      case .label: (0..<steps * lanes).map { isLabelStep($0 / lanes) }
      }
    return SequenceBatch(lanes: lanes, length: steps, inputs: inputs, targets: targets, counts: counts)
  }
}
