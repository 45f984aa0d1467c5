public import Foundation
import HebbSupport

/// The folder of one run and the files in it.
public struct RunFolder: Sendable, Equatable {
  public let url: URL

  public init(_ url: URL) { self.url = url.standardizedFileURL }

  /// What was run, in full.
  public var specification: URL { url.appendingPathComponent("spec.yaml") }
  /// The run's record: seed, machine, status, results.
  public var record: URL { url.appendingPathComponent("run.json") }
  /// One line of JSON per epoch.
  public var metrics: URL { url.appendingPathComponent("metrics.jsonl") }
  /// The weights and everything else that training goes on from.
  public var checkpoint: URL { url.appendingPathComponent("checkpoint.safetensors") }
  /// The read-outs that were trained on the final weights.
  public var readout: URL { url.appendingPathComponent("readout.safetensors") }
  public var figures: URL { url.appendingPathComponent("figures", isDirectory: true) }
  public var report: URL { url.appendingPathComponent("report.html") }

  /// Makes a new folder in a store, named by time, experiment and seed.
  ///
  /// - Throws: `Problem` if the folder cannot be made.
  public static func create(in store: URL, name: String, seed: UInt64?, now: Date = Date()) throws -> RunFolder {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.dateFormat = "yyyyMMdd-HHmmss"
    let base = "\(formatter.string(from: now))-\(name)" + (seed.map { "-seed\($0)" } ?? "")
    do {
      try Folder.make(store)
      var attempt = 1
      while true {
        let url = store.appendingPathComponent(attempt == 1 ? base : "\(base)-\(attempt)", isDirectory: true)
        // Making the folder is what claims the name: another process may be starting a run in the same second.
        do {
          try Folder.claim(url)
          return RunFolder(url)
        } catch  where error.code == EEXIST {
          attempt += 1
        }
      }
    } catch {
      throw Problem(
        "no folder for the run can be made in \(store.path): \(error.reason)", at: "--store",
        advice: "Choose a folder that you may write to.")
    }
  }

  /// The run that a path, a name within the store, or `latest` means.
  ///
  /// - Throws: `Problem` if there is no such run.
  public static func find(_ name: String, in store: URL) throws -> RunFolder {
    RunFolder(try StoredFolder.find(name, in: store, holding: "run.json", called: "run", madeBy: "hebb train"))
  }
}
