/// Where a value was written, so that a mistake found later can still be pointed at.
enum Origin: Sendable, Equatable {
  /// A line of a file, counted from 1.
  case line(source: String, Int)
  /// A `--set` assignment, as the user typed it.
  case assignment(String)
  /// Built by the program: only the key path says where it is.
  case memory

  /// The place that a `Problem` names, for the value under a key path.
  func place(of path: [String]) -> String? {
    let keys = path.joined(separator: ".")
    switch self {
    case .line(let source, let line): return path.isEmpty ? "\(source):\(line)" : "\(source):\(line), \(keys)"
    case .assignment(let text): return "--set \(text)"
    case .memory: return path.isEmpty ? nil : keys
    }
  }
}
