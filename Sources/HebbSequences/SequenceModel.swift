public import HebbSupport
public import HebbTensor

/// A network that reads symbols and answers each with the probabilities of all symbols.
public protocol SequenceModel: AnyObject {
  /// Symbols that are read and answered.
  var symbols: Int { get }

  /// Reads a batch from its beginning, and learns from it.
  ///
  /// - Parameter rateFactor: what all learning rates are multiplied by, as a schedule says.
  /// - Returns: how good the answers were that were given before learning from them.
  /// - Throws: `Problem` if the weights stop being finite.
  func learn(from batch: SequenceBatch, rateFactor: Double) throws(Problem) -> SequenceScore

  /// Reads a batch from its beginning with everything frozen.
  ///
  /// - Throws: `Problem` if a symbol is none of the network’s.
  func evaluate(_ batch: SequenceBatch) throws(Problem) -> SequenceScore

  /// Forgets what was read.
  func beginReading()
  /// Reads one symbol in a single sequence, with everything frozen.
  ///
  /// - Returns: log probabilities of all symbols for what comes next, `[symbols]`.
  func read(_ symbol: UInt8) -> [Float]

  /// Everything that learning changes, by the names in a checkpoint.
  var saved: [String: Tensor] { get }
  /// Whole numbers that learning changes, by the names in a checkpoint.
  var counters: [String: Int] { get }
  /// Puts back what was saved.
  ///
  /// - Throws: `Problem` if something is missing, has another shape or is not finite; nothing is changed then.
  func restore(_ saved: [String: Tensor], counters: [String: Int]) throws(Problem)
}
