/// A run at work that trains a network on images, by whatever method.
public protocol ImageRun: AnyObject {
  var folder: RunFolder { get }
  var record: RunRecord { get }

  /// Does what is left of the training, evaluates, and writes the report.
  ///
  /// - Throws: `Interruption` after a request to stop, with the state saved; `Problem` if training fails, with the last
  ///   good checkpoint kept.
  func complete() throws
}
