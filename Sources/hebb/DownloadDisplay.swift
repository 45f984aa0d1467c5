import HebbData
import HebbSupport
import Synchronization

/// Shows a download as a progress bar that counts in megabytes. Any thread may call it.
final class DownloadDisplay: Sendable {
  private let total: Int
  private let name: String
  /// Made by the first report, which tells how much an earlier run has done: that is not to count for the speed.
  private let bar = Mutex<ProgressBar?>(nil)

  init(_ entry: DatasetEntry) {
    name = entry.name
    total = Self.megabytes(entry.downloadSize)
  }

  func show(_ progress: DownloadProgress) {
    let megabytes = Self.megabytes(progress.bytes)
    bar.withLock { bar in
      let shown = bar ?? ProgressBar(name, unit: "MB", total: total, resumedAt: megabytes)
      shown.update(progress.bytes == progress.total ? total : megabytes, note: progress.file)
      bar = shown
    }
  }

  func finish() {
    bar.withLock { $0?.finish() }
  }

  private static func megabytes(_ bytes: Int) -> Int { bytes / 1_000_000 }
}
