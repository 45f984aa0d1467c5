import Foundation
public import HebbExperiments

/// What a run was made of, by key path: every value of its experiment, and what was given beside it.
public enum RunSettings {
  /// Of the record; the rest of it is what the run came to, or where and when.
  private struct Given: Decodable {
    var method: String?
    var limit: Int?
    var validation: Int?
    var initialWeights: String?
    var evaluatedOn: String?
  }

  /// Empty if none of the run's files can be read.
  public static func of(_ folder: RunFolder) -> [String: String] {
    let given = (try? Data(contentsOf: folder.record)).flatMap { try? JSONDecoder().decode(Given.self, from: $0) }
    let beside = [
      "method": given?.method, "limit": given?.limit.map { "\($0)" }, "validation": given?.validation.map { "\($0)" },
      "initialWeights": given?.initialWeights, "evaluatedOn": given?.evaluatedOn,
    ]
    return folder.settings().merging(beside.compactMapValues(\.self)) { own, _ in own }
  }
}
