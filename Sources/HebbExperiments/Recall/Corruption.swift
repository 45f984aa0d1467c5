import Foundation
import HebbSupport
public import HebbTensor

/// What is done to a stored image before it is to be recalled.
public enum Corruption: Sendable, Equatable {
  /// Every value changes its sign with this probability.
  case noise(Float)
  /// A half of the image is as dark as its darkest value.
  case half(Half)
  /// So is a box at a random place, with sides of this share of the image's.
  case box(Float)

  public enum Half: String, Sendable, CaseIterable { case top, bottom, left, right }

  /// Reads "noise:0.3", "bottom", "box:0.5"; noise and box alone have these amounts.
  ///
  /// - Throws: `Problem` if the text names none, or an amount is not above 0 and at most 1.
  public init(parsing text: String) throws {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let name = parts.first ?? ""
    func amount(_ standard: Float) throws -> Float {
      guard parts.count > 1 else { return standard }
      guard let value = Float(parts[1]), value > 0, value <= 1 else {
        throw Problem(
          "“\(parts[1])” is no amount of \(name)", at: "--corrupt", advice: "Give a number above 0 and at most 1.")
      }
      return value
    }
    if name == "noise" {
      self = .noise(try amount(0.3))
    } else if name == "box" {
      self = .box(try amount(0.4))
    } else if let half = Half(rawValue: name), parts.count == 1 {
      self = .half(half)
    } else {
      throw Problem(
        "there is no corruption “\(text)”", at: "--corrupt",
        advice: "Known are noise:FRACTION, top, bottom, left, right and box:SIDE.")
    }
  }

  /// As it is read, amounts included.
  public var text: String {
    switch self {
    case .noise(let fraction): "noise:\(fraction)"
    case .half(let half): half.rawValue
    case .box(let side): "box:\(side)"
    }
  }

  /// For people: "30 % noise".
  public var title: String {
    switch self {
    case .noise(let fraction): String(format: "%.0f %% noise", 100 * fraction)
    case .half(let half): "\(half.rawValue) half hidden"
    case .box(let side): String(format: "box of %.0f %% hidden", 100 * side)
    }
  }

  /// The images `[count, shape.count]`, corrupted, each in its own way.
  public func applied(to images: Tensor, shape: ImageShape, seed: UInt64) -> Tensor {
    let width = shape.count
    var random = RandomStream(seed: seed, "corruption.\(text)")
    var result = images
    result.withUnsafeMutableBufferPointer { values in
      for image in 0..<images.shape[0] {
        let range = image * width..<(image + 1) * width
        if case .noise(let fraction) = self {
          for i in range where random.uniform() < fraction { values[i] = -values[i] }
          continue
        }
        let darkest = values[range].min() ?? 0
        let hidden = hiddenArea(of: shape, using: &random)
        for channel in 0..<shape.channels {
          for row in hidden.rows {
            let start = range.lowerBound + (channel * shape.height + row) * shape.width
            for column in hidden.columns { values[start + column] = darkest }
          }
        }
      }
    }
    return result
  }

  private func hiddenArea(
    of shape: ImageShape, using random: inout RandomStream
  ) -> (rows: Range<Int>, columns: Range<Int>) {
    let (height, width) = (shape.height, shape.width)
    switch self {
    case .noise: return (0..<0, 0..<0)
    case .half(.top): return (0..<height / 2, 0..<width)
    case .half(.bottom): return (height / 2..<height, 0..<width)
    case .half(.left): return (0..<height, 0..<width / 2)
    case .half(.right): return (0..<height, width / 2..<width)
    case .box(let side):
      let rows = max(1, Int((Float(height) * side).rounded()))
      let columns = max(1, Int((Float(width) * side).rounded()))
      let (top, left) = (random.next(below: height - rows + 1), random.next(below: width - columns + 1))
      return (top..<top + rows, left..<left + columns)
    }
  }
}
