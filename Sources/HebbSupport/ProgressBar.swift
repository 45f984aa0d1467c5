import Foundation
import Synchronization

/// A line on the terminal that is redrawn while work goes on: how much is done, how fast, how long it will take.
///
/// It goes to standard error, so that standard output holds results only, and shows nothing if that is not a terminal.
/// The last line stays, complete with a newline, when `finish` is called or the bar goes away, so that an error message
/// begins on a line of its own. Any thread may call it.
public final class ProgressBar: Sendable {
  /// Where the bar is drawn; replaced in tests.
  struct Terminal: Sendable {
    /// Nil if there is no terminal to draw on. Asked before each drawing: windows change their size.
    var columns: @Sendable () -> Int?
    var hasColor: Bool
    var write: @Sendable (String) -> Void
    /// Seconds on a clock that never goes back.
    var now: @Sendable () -> Double
  }

  private struct Drawing: Sendable {
    var state: ProgressState
    var drawnAt: Double?
    var isFinished = false
  }

  /// Seconds between two drawings: ten a second look smooth and cost nothing.
  private static let interval = 0.1

  private let terminal: Terminal
  private let startedAt: Double
  private let drawing: Mutex<Drawing>

  /// - Parameters:
  ///   - label: what is being done.
  ///   - unit: what is counted, in the plural.
  ///   - total: how many there are, if that is known.
  ///   - resumedAt: how many an earlier run has done already.
  public convenience init(_ label: String, unit: String, total: Int?, resumedAt: Int = 0) {
    let state = ProgressState(label: label, unit: unit, completed: resumedAt, total: total, resumedAt: resumedAt)
    self.init(state, terminal: .standardError)
  }

  init(_ state: ProgressState, terminal: Terminal) {
    self.terminal = terminal
    startedAt = terminal.now()
    drawing = Mutex(Drawing(state: state))
  }

  deinit { finish() }

  /// Reports how much is done; redraws at most ten times a second.
  public func update(_ completed: Int, label: String? = nil, note: String? = nil) {
    drawing.withLock { drawing in
      guard !drawing.isFinished else { return }
      drawing.state.completed = completed
      if let label { drawing.state.label = label }
      if let note { drawing.state.note = note }
      let now = terminal.now()
      if let drawnAt = drawing.drawnAt, now - drawnAt < Self.interval { return }
      draw(&drawing, at: now)
    }
  }

  /// Draws the last state and ends the line. Further calls do nothing.
  public func finish() {
    drawing.withLock { drawing in
      guard !drawing.isFinished else { return }
      drawing.isFinished = true
      if draw(&drawing, at: terminal.now()) { terminal.write("\n") }
    }
  }

  @discardableResult
  private func draw(_ drawing: inout Drawing, at now: Double) -> Bool {
    guard let columns = terminal.columns() else { return false }
    drawing.drawnAt = now
    drawing.state.elapsedSeconds = now - startedAt
    // The last column stays free: some terminals wrap when it is written to. Then the rest of the old line is erased.
    let line = drawing.state.line(width: max(1, columns - 1), color: terminal.hasColor)
    terminal.write("\r\(line)\u{1B}[K")
    return true
  }
}

extension ProgressBar.Terminal {
  static var standardError: Self {
    let environment = ProcessInfo.processInfo.environment
    let isTerminal = isatty(STDERR_FILENO) == 1 && environment["TERM"] != "dumb"
    let start = ContinuousClock.now
    return Self(
      columns: { isTerminal ? standardErrorColumns() : nil },
      // https://no-color.org: any value but the empty one.
      hasColor: environment["NO_COLOR", default: ""].isEmpty,
      write: { FileHandle.standardError.write(Data($0.utf8)) },
      now: { (ContinuousClock.now - start) / .seconds(1) })
  }
}

private func standardErrorColumns() -> Int {
  var size = winsize()
  let answered = ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0
  return answered && size.ws_col > 0 ? Int(size.ws_col) : 80
}
