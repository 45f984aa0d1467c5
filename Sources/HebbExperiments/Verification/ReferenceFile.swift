import Foundation
import HebbSupport

/// Reads files of reference cases: JSON with `"format": "hebb-fixture-1"` and a list of `cases`.
enum ReferenceFile {
  static let format = "hebb-fixture-1"

  /// - Throws: `Problem` if the file is missing, is not JSON, is of another format, or holds no cases.
  static func read(_ path: String) throws -> [ReferenceCase] {
    let record = ReferenceRecord(try object(path), origin: path)
    let found = try record.text("format")
    guard found == format else {
      throw Problem(
        "the format “\(found)” is not known", at: record.place(of: "format"), advice: "Files say “\(format)”.")
    }
    guard case .list(let cases) = try record.value("cases"), !cases.isEmpty else {
      throw Problem("there are no cases", at: record.place(of: "cases"), advice: "Give a list of at least one case.")
    }
    return try cases.enumerated().map { try ReferenceCase($1, file: path, index: $0) }
  }

  private static func object(_ path: String) throws -> [String: ReferenceValue] {
    let data: Data
    do { data = try Data(contentsOf: URL(fileURLWithPath: NSString(string: path).expandingTildeInPath)) } catch {
      let exists = FileManager.default.fileExists(atPath: NSString(string: path).expandingTildeInPath)
      throw Problem(
        exists ? "the file cannot be read: \(error.localizedDescription)" : "there is no such file", at: path,
        advice: "Give the path of a JSON file of reference cases.")
    }
    let value: ReferenceValue
    do { value = try JSONDecoder().decode(ReferenceValue.self, from: data) } catch {
      throw Problem(
        "the file is not JSON\(details(of: error).map { ": " + $0 } ?? "")", at: path,
        advice: "Reference files are JSON (no comments, no NaN) in the format “\(format)”.")
    }
    guard case .record(let entries) = value else {
      throw Problem(
        "expected an object, found \(value.summary)", at: path,
        advice: "The file is {\"format\": \"\(format)\", \"cases\": […]}.")
    }
    return entries
  }

  /// What the decoder says, with line and column, if it does.
  private static func details(of error: any Error) -> String? {
    guard case DecodingError.dataCorrupted(let context) = error else { return nil }
    let underlying = context.underlyingError as? CocoaError
    return underlying?.userInfo[NSDebugDescriptionErrorKey] as? String ?? context.debugDescription
  }
}
