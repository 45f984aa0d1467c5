/// Changes as one thread finds them: a list that grows, written to by kernels.
///
/// `@unchecked Sendable`: one thread fills it, and others read when all are done.
final class FoundChanges: @unchecked Sendable {
  /// What kernels may write behind the last entry.
  static let slack = 16

  private(set) var indices = UnsafeMutablePointer<Int32>.allocate(capacity: 4096)
  private(set) var values = UnsafeMutablePointer<Float>.allocate(capacity: 4096)
  private var capacity = 4096
  var count = 0

  var nextIndex: UnsafeMutablePointer<Int32> { indices + count }
  var nextValue: UnsafeMutablePointer<Float> { values + count }

  /// Makes room for so many more.
  func reserve(_ additional: Int) {
    let needed = count + additional + Self.slack
    guard needed > capacity else { return }
    let larger = max(2 * capacity, needed)
    indices = Self.moved(indices, count, to: larger)
    values = Self.moved(values, count, to: larger)
    capacity = larger
  }

  private static func moved<Value: BitwiseCopyable>(
    _ old: UnsafeMutablePointer<Value>, _ count: Int, to capacity: Int
  ) -> UnsafeMutablePointer<Value> {
    let new = UnsafeMutablePointer<Value>.allocate(capacity: capacity)
    new.update(from: old, count: count)
    old.deallocate()
    return new
  }

  deinit {
    indices.deallocate()
    values.deallocate()
  }
}
