import HebbSupport

/// One computation with given inputs, and the results that must come out.
struct ReferenceCase: Sendable {
  let file: String
  let name: String
  /// What is computed; see `ReferenceKind`.
  let kind: String
  /// All keys of the case, the inputs among them.
  let content: ReferenceRecord

  /// - Parameters:
  ///   - index: position in the file's list, for a case without a name.
  /// - Throws: `Problem` if it is not an object, or has no name or kind.
  init(_ value: ReferenceValue, file: String, index: Int) throws {
    guard case .record(let entries) = value else {
      throw Problem(
        "expected an object, found \(value.summary)", at: "\(file), cases.\(index)",
        advice: "A case is an object with the keys name, kind, expected and its inputs.")
    }
    name = try ReferenceRecord(entries, origin: "\(file), cases.\(index)").text("name")
    content = ReferenceRecord(entries, origin: "\(file), case “\(name)”")
    kind = try content.text("kind")
    self.file = file
  }

  /// Adds file and case to what the library finds wrong with the inputs.
  func locating<Result>(_ body: () throws -> Result) throws -> Result {
    do { return try body() } catch let problem as Problem {
      let place = [content.origin, problem.place].compactMap(\.self).joined(separator: ", ")
      throw Problem(problem.what, at: place, advice: problem.advice)
    }
  }
}
