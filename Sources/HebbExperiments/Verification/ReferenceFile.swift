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
        "the file is not JSON\(reason(data, error))", at: path,
        advice: "Reference files are JSON (no comments, no NaN) in the format “\(format)”.")
    }
    guard case .record(let entries) = value else {
      throw Problem(
        "expected an object, found \(value.summary)", at: path,
        advice: "The file is {\"format\": \"\(format)\", \"cases\": […]}.")
    }
    return entries
  }

  /// Why the text cannot be decoded, and where. `JSONDecoder` does not say on Linux, but the older parser does.
  private static func reason(_ data: Data, _ error: any Error) -> String {
    do {
      _ = try JSONSerialization.jsonObject(with: data, options: .fragmentsAllowed)
    } catch {
      let details = (error as NSError).userInfo[NSDebugDescriptionErrorKey] as? String
      return details.map { ": " + $0.trimmingCharacters(in: CharacterSet(charactersIn: ".")) } ?? ""
    }
    guard case DecodingError.dataCorrupted(let context) = error else { return "" }
    return ": " + context.debugDescription
  }
}
