import Foundation
import HebbSupport

extension RunFolder {
  /// Every value of the run's experiment by its key path, as `--set` takes it; lists of single values are joined by
  /// commas. Empty if the file is missing or damaged.
  public func settings() -> [String: String] {
    guard let text = try? String(contentsOf: specification, encoding: .utf8),
      let document = try? DocumentNode(yaml: text, origin: { .line(source: specification.path, $0) })
    else { return [:] }
    var settings: [String: String] = [:]
    document.collect(under: "", into: &settings)
    return settings
  }
}

extension DocumentNode {
  fileprivate func collect(under path: String, into settings: inout [String: String]) {
    func inner(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
    switch content {
    case .scalar(let text, _): settings[path] = text
    case .mapping(let entries):
      for entry in entries { entry.value.collect(under: inner(entry.key), into: &settings) }
    case .list(let elements):
      let scalars = elements.compactMap { element in
        if case .scalar(let text, _) = element.content { text } else { nil }
      }
      guard scalars.count < elements.count || elements.isEmpty else {
        settings[path] = scalars.joined(separator: ", ")
        return
      }
      for (index, element) in elements.enumerated() { element.collect(under: inner("\(index)"), into: &settings) }
    }
  }
}
