import Foundation
import HebbFigures
import HebbSupport

/// Takes snapshots of a network on its way, so that one can watch it learn, during the training and afterwards.
///
/// When they are taken follows from the length of the training alone, densely at its start, where most happens; a run
/// that was stopped and resumed has the same ones.
final class RunHistory {
  /// Enough to watch learning by, and few enough that a run of seconds does not notice them.
  static let count = 24

  private let folder: RunFolder
  private let steps: [Int]
  private var snapshots: [RunSnapshot]

  /// - Parameters:
  ///   - total: batches from the beginning of the training to its end.
  ///   - done: those that are behind a resumed run; later snapshots are taken again.
  init(_ folder: RunFolder, total: Int, done: Int) {
    self.folder = folder
    steps = Self.steps(of: total)
    snapshots = folder.snapshots().filter { $0.step <= done }
  }

  /// The steps at which snapshots are taken: their distance grows evenly from the first to the last.
  static func steps(of total: Int) -> [Int] {
    var steps: [Int] = []
    for index in 0...count {
      let fraction = Double(index) / Double(count)
      let step = Int((Double(total) * fraction * fraction).rounded())
      if step != steps.last { steps.append(step) }
    }
    return steps
  }

  /// The first snapshot's step behind `step`; nil behind the last.
  func next(after step: Int) -> Int? { steps.first { $0 > step } }

  /// Keeps a snapshot if one is due: if a step of the schedule has been reached since the last.
  ///
  /// - Throws: `Problem` if it cannot be written.
  func take(at step: Int, _ look: () throws -> (RunSnapshot, [HistoryPicture])) throws {
    let last = snapshots.last?.step ?? -1
    guard steps.contains(where: { last < $0 && $0 <= step }) else { return }
    var (snapshot, pictures) = try look()
    if !pictures.isEmpty { try? Folder.make(folder.historyPictures) }
    for picture in pictures {
      let name = String(format: "%08d-%@.png", step, picture.name)
      try AtomicFile.write(
        PNGFile.encode(picture.image), to: folder.historyPictures.appendingPathComponent(name), synced: false)
      snapshot.pictures.append("\(folder.historyPictures.lastPathComponent)/\(name)")
    }
    snapshots.append(snapshot)
    try AtomicFile.write(JSONLines.encode(snapshots), to: folder.history, synced: false)
  }
}

/// A small picture that belongs to a snapshot.
struct HistoryPicture {
  /// “layer-1”, or the name of the weights.
  var name: String
  var image: RasterImage
}
