import Foundation

/// An experiment of either kind.
public enum ExperimentFile: Sendable {
  case images(ExperimentSpecification)
  case sequences(SequenceSpecification)

  /// What a command line argument means: a file if it exists or looks like a path, otherwise a built-in.
  ///
  /// - Throws: `Problem` that names both possibilities if it is neither.
  public static func resolve(_ nameOrPath: String) throws -> ExperimentFile {
    if let builtIn = SequenceBuiltIn.all.first(where: { $0.name == nameOrPath }) {
      return .sequences(try builtIn.specification())
    }
    let path = NSString(string: nameOrPath).expandingTildeInPath
    if let text = try? String(contentsOfFile: path, encoding: .utf8),
      let document = try? DocumentNode(yaml: text, origin: { .line(source: nameOrPath, $0) }),
      case .mapping(let entries) = document.content,
      entries.contains(where: { $0.key == SequenceKey.model.rawValue })
    {
      return .sequences(try SequenceSpecification(document))
    }
    return .images(try ExperimentSpecification.resolve(nameOrPath))
  }
}
