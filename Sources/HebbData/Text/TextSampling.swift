public import HebbSupport
import HebbTensor

/// Windows of a corpus that lie side by side, and the character that follows each of theirs.
public struct TextBatch: Sendable, Equatable {
  /// Windows side by side.
  public let lanes: Int
  /// Characters of each.
  public let length: Int
  /// `[length, lanes]`: what is read.
  public let inputs: [UInt8]
  /// `[length, lanes]`: what follows it.
  public let targets: [UInt8]

  /// - Parameter start: where the window of a lane begins; `length + 1` characters are read from there.
  init(lanes: Int, length: Int, of tokens: UnsafeBufferPointer<UInt8>, start: (_ lane: Int) -> Int) {
    (self.lanes, self.length) = (lanes, length)
    let count = lanes * length
    var filled: [UInt8] = []
    inputs = [UInt8](unsafeUninitializedCapacity: count) { inputs, inputCount in
      filled = [UInt8](unsafeUninitializedCapacity: count) { targets, targetCount in
        for lane in 0..<lanes {
          let window = UnsafeBufferPointer(rebasing: tokens[start(lane)...].prefix(length + 1))
          precondition(window.count == length + 1, "a window beyond the text")
          for step in 0..<length {
            inputs[step * lanes + lane] = window[step]
            targets[step * lanes + lane] = window[step + 1]
          }
        }
        targetCount = count
      }
      inputCount = count
    }
    targets = filled
  }
}

/// Draws windows of a corpus, for learning at random and for evaluation one after the other.
public struct TextSampling: Sendable {
  public let corpus: TextCorpus

  public init(_ corpus: TextCorpus) {
    self.corpus = corpus
  }

  /// Windows at random places of the training part: a pure function of seed and index, so that any batch of a run can
  /// be made again after a resumption.
  ///
  /// - Parameters:
  ///   - index: which batch of the run.
  ///   - lanes: windows side by side.
  ///   - length: characters to read; one more is taken, as every character is followed by a target.
  /// - Throws: `Problem` if the training part is shorter than a window, or there are no lanes or no characters.
  /// - Complexity: O(lanes · length)
  public func batch(seed: UInt64, index: Int, lanes: Int, length: Int) throws(Problem) -> TextBatch {
    try check(lanes: lanes, length: length, part: .training)
    var random = RandomStream(seed: seed, "text.\(index)")
    return corpus.withTokens(of: .training) { tokens in
      TextBatch(lanes: lanes, length: length, of: tokens) { _ in random.next(below: tokens.count - length) }
    }
  }

  /// Consecutive windows from the beginning of a part, so that every character but the first is a target once; the
  /// rest that fills no window is left out.
  ///
  /// - Parameter limit: at most so many windows; nil for all.
  /// - Throws: `Problem` as `batch`.
  public func windows(of part: TextPart, lanes: Int, length: Int, limit: Int? = nil) throws(Problem) -> TextWindows {
    try check(lanes: lanes, length: length, part: part)
    let all = (corpus.count(of: part) - 1) / length
    return TextWindows(corpus: corpus, part: part, lanes: lanes, length: length, total: min(all, max(limit ?? all, 1)))
  }

  private func check(lanes: Int, length: Int, part: TextPart) throws(Problem) {
    guard lanes >= 1, length >= 1 else {
      throw Problem(
        "a batch of \(lanes) sequences of \(length) characters", advice: "Give at least 1 for both.")
    }
    let available = corpus.count(of: part)
    guard available > length else {
      throw Problem(
        "a sequence of \(length) characters and the one that follows do not fit into the \(part.rawValue) part, which "
          + "has \(available) characters", at: corpus.title,
        advice: available > 1
          ? "Choose a length of at most \(available - 1), or a longer text." : "Use a longer text, or a larger share.")
    }
  }
}

/// The consecutive windows of a part, some at a time; the last batch may have fewer lanes.
public struct TextWindows: Sequence, Sendable {
  let corpus: TextCorpus
  let part: TextPart
  let lanes: Int
  let length: Int
  /// Windows in all.
  public let total: Int

  /// Targets in all.
  public var characters: Int { total * length }

  public func makeIterator() -> Iterator { Iterator(windows: self) }

  public struct Iterator: IteratorProtocol, Sendable {
    fileprivate let windows: TextWindows
    private var done = 0

    fileprivate init(windows: TextWindows) {
      self.windows = windows
    }

    public mutating func next() -> TextBatch? {
      let (first, length) = (done, windows.length)
      let lanes = Swift.min(windows.lanes, windows.total - first)
      guard lanes > 0 else { return nil }
      done += lanes
      return windows.corpus.withTokens(of: windows.part) { tokens in
        TextBatch(lanes: lanes, length: length, of: tokens) { (first + $0) * length }
      }
    }
  }
}
