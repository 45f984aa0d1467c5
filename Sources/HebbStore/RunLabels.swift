import Foundation
import HebbExperiments
import HebbSupport

/// What the user wrote on a run: its `labels.json`, kept in the run's folder so that it goes where the run goes.
public struct RunLabels: Sendable, Codable, Equatable {
  /// Sorted, each once.
  public var tags: [String] = []
  public var note: String?

  public init(tags: [String] = [], note: String? = nil) {
    (self.tags, self.note) = (tags, note)
  }

  /// Those of a run; none if it has no such file, or a damaged one.
  init(of folder: RunFolder) { self = (try? Self.kept(in: folder)) ?? RunLabels() }

  /// Those of a run; none if it has no such file.
  ///
  /// - Throws: `Problem` if the file is damaged: writing another in its place would lose what may be mended.
  static func kept(in folder: RunFolder) throws -> RunLabels {
    guard let data = try? Data(contentsOf: folder.labels) else { return RunLabels() }
    do { return try JSONDecoder().decode(RunLabels.self, from: data) } catch {
      throw Problem(
        "the run's tags cannot be read", at: folder.labels.path, advice: "Mend that file, or delete it to begin anew.")
    }
  }

  func save(to folder: RunFolder) throws { try AtomicFile.write(JSONOutput.data(self), to: folder.labels) }

  /// - Throws: `Problem` if a tag is empty, too long, or has signs that conditions could not name.
  static func check(_ tag: String) throws {
    let allowed = tag.allSatisfy { $0.isLetter || $0.isNumber || "-_.:/".contains($0) }
    guard !tag.isEmpty, tag.count <= 64, allowed, !"-+".contains(tag.prefix(1)) else {
      throw Problem(
        "\(tag.debugDescription) cannot be a tag", advice: "Use up to 64 letters, digits, and - _ . : / between them.")
    }
  }
}
