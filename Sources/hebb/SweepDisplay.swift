import Foundation
import HebbFigures
import HebbSupport
import HebbSweeps

/// Shows on standard error how a sweep goes: a bar and the best trials, drawn anew now and then. Silent where that is not
/// a terminal.
final class SweepDisplay {
  private let isTerminal =
    isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
  private let begun = ContinuousClock.now
  private var drawn: ContinuousClock.Instant?
  private var lines = 0
  private var doneAtFirst: Int?
  private var last: SweepSummary?

  private static let interval = Duration.milliseconds(500)
  private static let rows = 5

  func show(_ summary: SweepSummary) {
    guard isTerminal else { return }
    last = summary
    if let drawn, .now - drawn < Self.interval { return }
    draw(summary)
  }

  /// Draws the last state, which stays.
  func finish() {
    if let last { draw(last) }
    (last, lines) = (nil, 0)
  }

  /// Makes room for the table that comes on standard output, where both go to the same terminal: it would stand there
  /// twice. Elsewhere the last state stays.
  func giveWay() {
    guard isTerminal, isatty(STDOUT_FILENO) == 1 else { return finish() }
    if lines > 0 { FileHandle.standardError.write(Data("\(back)\r\u{1B}[J".utf8)) }
    (last, lines) = (nil, 0)
  }

  /// To the first of the lines that are drawn.
  private var back: String { lines > 0 ? "\u{1B}[\(lines)A" : "" }

  private func draw(_ summary: SweepSummary) {
    drawn = .now
    let done = summary.count(.finished, .stopped, .failed, .paused)
    let before = doneAtFirst ?? done
    doneAtFirst = before
    var size = winsize()
    let answered = ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0
    let columns = answered && size.ws_col > 0 ? Int(size.ws_col) : 80
    let isPlain = !(ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty
    let bar = ProgressState(
      label: "sweep", unit: "trials", completed: done, total: summary.trials.count, resumedAt: before,
      elapsedSeconds: (ContinuousClock.now - begun) / .seconds(1)
    ).line(width: columns - 1, color: !isPlain)
    let table = summary.ranking.isEmpty ? [] : summary.table(atMost: Self.rows).text().split(separator: "\n")
    let text = [summary.counts] + table.map(String.init)
    let block = [bar] + text.map { String($0.prefix(columns - 1)) }
    // Each line is cleared to its end, and whatever was below.
    let drawing = back + "\r" + block.map { $0 + "\u{1B}[K\n" }.joined() + "\u{1B}[J"
    FileHandle.standardError.write(Data(drawing.utf8))
    lines = block.count
  }
}
