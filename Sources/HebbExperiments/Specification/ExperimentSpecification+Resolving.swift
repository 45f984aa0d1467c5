import Foundation
import HebbSupport

extension ExperimentSpecification {
  /// The experiment that a command line argument means: a file if it exists or looks like a path, otherwise a built-in.
  ///
  /// - Parameter nameOrPath: "hebbian-cnn" or "experiments/mine.yaml"; a leading "~" is the home folder.
  /// - Throws: `Problem` that names both possibilities if it is neither.
  public static func resolve(_ nameOrPath: String) throws -> ExperimentSpecification {
    let path = NSString(string: nameOrPath).expandingTildeInPath
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    let looksLikePath = nameOrPath.contains("/") || ["yaml", "yml"].contains(URL(fileURLWithPath: path).pathExtension)
    if exists && (!isFolder.boolValue || looksLikePath) {
      return try ExperimentSpecification(contentsOf: URL(fileURLWithPath: path))
    }
    if !looksLikePath, let builtIn = BuiltIn.all.first(where: { $0.name == nameOrPath }) {
      return try builtIn.specification()
    }
    if SequenceBuiltIn.all.contains(where: { $0.name == nameOrPath }) { throw isOnSequences("“\(nameOrPath)”") }
    let stem = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
    let builtIns = BuiltIn.all.map(\.name) + SequenceBuiltIn.all.map(\.name)
    let guess = NearestName.of(stem, among: builtIns).map { "Did you mean the built-in “\($0)”? " }
    throw Problem(
      looksLikePath
        ? "there is no file “\(nameOrPath)”" : "“\(nameOrPath)” is neither a built-in experiment nor a file",
      advice: (guess ?? "")
        + "Give the path of a YAML file or one of the built-in experiments: \(builtIns.joined(separator: ", ")).")
  }
}
