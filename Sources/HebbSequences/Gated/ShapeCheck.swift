import HebbSupport
import HebbTensor

/// Problems with the shapes of what a user hands in, with what was expected and what was given.
enum ShapeCheck {
  /// - Parameter expected: nil for an axis of any length but 0.
  static func require(
    _ tensor: Tensor, _ name: String, _ expected: [Int?], axes: String, advice: String? = nil
  ) throws(Problem) {
    let matches =
      tensor.shape.count == expected.count
      && zip(tensor.shape, expected).allSatisfy { given, wanted in wanted == nil ? given > 0 : given == wanted }
    guard !matches else { return }
    let wanted = expected.map { $0.map(String.init) ?? "any" }.joined(separator: ", ")
    throw Problem(
      "expected the shape [\(wanted)] (\(axes)), given \(tensor.shape)", at: name,
      advice: advice ?? "Give \(name) the shape [\(axes)].")
  }

  static func require(dimension: Int, _ name: String) throws(Problem) {
    guard dimension < 1 else { return }
    throw Problem("expected at least 1, given \(dimension)", at: name, advice: "Choose a positive number.")
  }

  /// The tensors of these names, each checked.
  ///
  /// - Parameter prefix: what stands before every name, "gru.".
  static func take(
    _ wanted: [(name: String, shape: [Int])], from parameters: [String: Tensor], prefix: String = ""
  ) throws(Problem) -> [Tensor] {
    var taken: [Tensor] = []
    for (name, shape) in wanted {
      let name = prefix + name
      guard let tensor = parameters[name] else {
        throw Problem(
          "“\(name)” is missing", at: "parameters",
          advice: "Given are \(parameters.keys.sorted().joined(separator: ", ")).")
      }
      guard tensor.shape == shape else {
        throw Problem(
          "expected the shape \(shape), given \(tensor.shape)", at: name, advice: "Are the dimensions the same?")
      }
      guard tensor.isFinite else {
        throw Problem("not all values are finite", at: name, advice: "The file was damaged: restore it from a copy.")
      }
      taken.append(tensor)
    }
    return taken
  }
}
