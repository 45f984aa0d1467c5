import HebbSupport

/// An object of a reference file, with the names that lead to it: reads its values by key, and says what is wrong with
/// them and where.
struct ReferenceRecord: Sendable {
  let entries: [String: ReferenceValue]
  /// File and case.
  let origin: String
  /// The keys that lead here from the case.
  let path: [String]

  init(_ entries: [String: ReferenceValue], origin: String, path: [String] = []) {
    (self.entries, self.origin, self.path) = (entries, origin, path)
  }

  var keys: [String] { entries.keys.sorted() }

  /// The same with the values of objects under names of their own: "gradients.biasIH" for those of "gradients".
  var flattened: ReferenceRecord {
    var flat: [String: ReferenceValue] = [:]
    for (key, value) in entries {
      guard case .record(let inner) = value else {
        flat[key] = value
        continue
      }
      for (name, value) in ReferenceRecord(inner, origin: origin).flattened.entries { flat["\(key).\(name)"] = value }
    }
    return ReferenceRecord(flat, origin: origin, path: path)
  }

  /// "conv.json, case “k2”, expected.dw"
  func place(of key: String) -> String { origin + ", " + (path + [key]).joined(separator: ".") }

  func value(_ key: String) throws -> ReferenceValue {
    if let value = entries[key] { return value }
    let nearest = NearestName.of(key, among: keys).map { "There is “\($0)”: is it meant? " } ?? ""
    throw Problem(
      "the key “\(key)” is missing", at: path.isEmpty ? origin : origin + ", " + path.joined(separator: "."),
      advice: nearest + "Add it; “hebb help verify” describes the format.")
  }

  func text(_ key: String) throws -> String {
    guard case .text(let text) = try value(key) else { throw unexpected(key, "a text in quotes") }
    return text
  }

  func number(_ key: String) throws -> Double {
    guard case .number(let number) = try value(key) else { throw unexpected(key, "a number") }
    return number
  }

  func integer(_ key: String, in range: ClosedRange<Int>) throws -> Int {
    guard case .number(let number) = try value(key), let integer = Int(exactly: number), range ~= integer else {
      throw unexpected(key, "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return integer
  }

  func record(_ key: String) throws -> ReferenceRecord {
    guard case .record(let entries) = try value(key) else { throw unexpected(key, "an object") }
    return ReferenceRecord(entries, origin: origin, path: path + [key])
  }

  /// - Parameter axes: the names of the axes, so many of which the array must have.
  func array(_ key: String, axes: [String]) throws -> ReferenceArray {
    let array = try ReferenceArray(value(key), at: place(of: key))
    guard array.shape.count == axes.count else {
      throw Problem(
        "an array of shape \(array.shape) is not [\(axes.joined(separator: ", "))]", at: place(of: key),
        advice: "Nest the lists \(axes.count) deep.")
    }
    return array
  }

  /// A list of whole numbers.
  func integers(_ key: String, axis: String) throws -> [Int] {
    try array(key, axes: [axis]).values.map {
      guard let integer = Int(exactly: $0) else {
        throw Problem("\($0) is not a whole number", at: place(of: key), advice: "Classes are counted 0, 1, 2, ….")
      }
      return integer
    }
  }

  /// Checks that the lengths of axes agree.
  ///
  /// - Parameter shape: what the array behind `key` must have, and why: "one per row of x".
  func require(_ array: ReferenceArray, _ key: String, shape: [Int], because reason: String) throws {
    guard array.shape == shape else {
      throw Problem(
        "an array of shape \(array.shape) where \(shape) is expected", at: place(of: key), advice: reason)
    }
  }

  private func unexpected(_ key: String, _ expectation: String) -> Problem {
    let found = entries[key]?.summary ?? "nothing"
    return Problem(
      "expected \(expectation), found \(found)", at: place(of: key),
      advice: "“hebb help verify” describes the format.")
  }
}
