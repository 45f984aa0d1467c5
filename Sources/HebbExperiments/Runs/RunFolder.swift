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
  /// What the run is doing right now; there only while it goes on.
  public var progress: URL { url.appendingPathComponent("progress.json") }
  /// One line of JSON per snapshot of the network on its way, and their pictures.
  public var history: URL { url.appendingPathComponent("history.jsonl") }
  public var historyPictures: URL { url.appendingPathComponent("history", isDirectory: true) }
  /// Tags and a note, given by the user.
  public var labels: URL { url.appendingPathComponent("labels.json") }
  /// Locked by the process that works on the run.
  public var lock: URL { url.appendingPathComponent(".lock") }
  public var report: URL { url.appendingPathComponent("report.html") }

  /// What goes on with the run, to be copied to a command line.
  public var resumeCommand: String { "hebb train --resume \(ShellWord.quoted(url.path))" }

  /// Makes a new folder in a store, named by time, experiment and seed.
  ///
  /// `latest` goes by these names, so a clock that runs behind (set back, or another machine's) does not lead to a name
  /// before the newest: that one's time counts on, then.
  ///
  /// - Throws: `Problem` if the folder cannot be made.
  public static func create(in store: URL, name: String, seed: UInt64?, now: Date = Date()) throws -> RunFolder {
    do {
      try Folder.make(store)
      let base = "\(stamp(now, in: store))-\(name)" + (seed.map { "-seed\($0)" } ?? "")
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

  /// A time as folders are named by, not before the newest in the store.
  private static func stamp(_ now: Date, in store: URL) -> String {
    let formatter = stampFormatter
    let stamp = formatter.string(from: now)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: store.path)) ?? []
    let newest = names.lazy.map { String($0.prefix(stamp.count)) }.filter { formatter.date(from: $0) != nil }.max()
    guard let newest, newest > stamp, let time = formatter.date(from: newest) else { return stamp }
    return formatter.string(from: time + 1)
  }

  /// What to tell the user if the folder had to be named by a later time than the clock's.
  func clockWarning(now: Date = Date()) -> String? {
    let stamp = String(url.lastPathComponent.prefix(Self.stampFormat.count))
    guard let named = Self.stampFormatter.date(from: stamp), named > now + 1 else { return nil }
    return "this machine's clock is behind the newest run of the store, so the run is named by that one's time: "
      + "\(url.lastPathComponent)"
  }

  private static let stampFormat = "yyyyMMdd-HHmmss"

  private static var stampFormatter: DateFormatter {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(identifier: "UTC")
    formatter.dateFormat = stampFormat
    return formatter
  }

  /// The run that a path, a name within the store, or `latest` means.
  ///
  /// - Throws: `Problem` if there is no such run.
  public static func find(_ name: String, in store: URL) throws -> RunFolder {
    RunFolder(try StoredFolder.find(name, in: store, holding: "run.json", called: "run", madeBy: "hebb train"))
  }
}
