public import Foundation
import HebbSupport

/// What a run is doing right now: its `progress.json`.
public struct RunProgress: Sendable, Codable, Equatable {
  public enum Phase: String, Sendable, Codable {
    case settling, training, evaluating
  }

  /// When this was written, by the clock of the machine that trains.
  public var updated: Date
  public var process: Int32
  public var phase: Phase
  /// The pass over the images, from 1; nil for networks on sequences.
  public var epoch: Int?
  /// How many passes there are to be; nil for networks on sequences.
  public var epochs: Int?
  /// How much of the phase is done, and all of it.
  public var done: Int
  public var of: Int
  public var unit: String
  public var perSecond: Double?
  public var secondsLeft: Double?
  /// While training: how much of the whole training is done, from 0 to 1, and the seconds to its end, without what is
  /// measured afterwards.
  public var fraction: Double?
  public var trainingSecondsLeft: Double?

  /// - Throws: if there is none, or it is damaged.
  public init(contentsOf folder: RunFolder) throws {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    self = try decoder.decode(RunProgress.self, from: Data(contentsOf: folder.progress))
  }

  init(_ phase: Phase, epoch: Int? = nil, epochs: Int? = nil, done: Int, of total: Int, unit: String) {
    (updated, process) = (Date(), ProcessInfo.processInfo.processIdentifier)
    (self.phase, self.epoch, self.epochs) = (phase, epoch, epochs)
    (self.done, self.of, self.unit) = (done, total, unit)
    if phase == .training, inAll > 0 { fraction = Double(doneInAll) / Double(inAll) }
  }

  /// What of the phase is done in all epochs, and what there is to do.
  var doneInAll: Int { ((epoch ?? 1) - 1) * of + done }
  var inAll: Int { (epochs ?? 1) * of }
}

/// Keeps `progress.json` up to date while a run goes on, at most once a second, so that it costs the training nothing.
///
/// Speed is measured from the first report of a phase on, which leaves out what a resumed run had done before.
final class ProgressWriter {
  private let folder: RunFolder
  private let clock = ContinuousClock()
  private var written: ContinuousClock.Instant?
  private var phase: RunProgress.Phase?
  /// When the phase was first reported, and how much of it, in all epochs, had been done then.
  private var (begun, doneBefore): (ContinuousClock.Instant, Int) = (.now, 0)

  init(_ folder: RunFolder) { self.folder = folder }

  func report(_ progress: @autoclosure () -> RunProgress) {
    let now = clock.now
    if let written, now - written < .seconds(1) { return }
    written = now
    var progress = progress()
    let done = progress.doneInAll
    if phase != progress.phase { (phase, begun, doneBefore) = (progress.phase, now, done) }
    let seconds = (now - begun) / .seconds(1)
    if seconds > 0, done > doneBefore {
      let rate = Double(done - doneBefore) / seconds
      progress.perSecond = rate
      progress.secondsLeft = Double(progress.of - progress.done) / rate
      if progress.phase == .training { progress.trainingSecondsLeft = Double(progress.inAll - done) / rate }
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    encoder.dateEncodingStrategy = .iso8601
    // For those who watch; a full disk is told of where results are saved.
    if let data = try? encoder.encode(progress) { try? AtomicFile.write(data, to: folder.progress, synced: false) }
  }

  /// Nothing is going on any more.
  func finish() { try? FileManager.default.removeItem(at: folder.progress) }
}
