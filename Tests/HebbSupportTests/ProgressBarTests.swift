import Synchronization
import Testing

@testable import HebbSupport

@Suite("The progress bar")
struct ProgressBarTests {
  /// A terminal whose clock and output the test holds.
  private final class Recorder: Sendable {
    let output = Mutex("")
    let time = Mutex(0.0)
    let columns: Int?

    init(columns: Int? = 60) { self.columns = columns }

    var terminal: ProgressBar.Terminal {
      ProgressBar.Terminal(
        columns: { self.columns }, hasColor: false, write: { text in self.output.withLock { $0 += text } },
        now: { self.time.withLock { $0 } })
    }

    var text: String { output.withLock { $0 } }
    // Carriage return and line feed must not be counted as one character.
    var drawings: Int { text.unicodeScalars.count { $0 == "\r" } }
  }

  private let state = ProgressState(label: "work", unit: "steps", total: 100)

  @Test("It is drawn at most ten times a second")
  func throttled() {
    let recorder = Recorder()
    let bar = ProgressBar(state, terminal: recorder.terminal)
    for step in 0..<1000 {
      recorder.time.withLock { $0 = Double(step) / 1000 }
      bar.update(step / 10)
    }
    #expect((9...10).contains(recorder.drawings))
  }

  @Test("The last state is drawn and the line ended, once")
  func finish() {
    let recorder = Recorder()
    let bar = ProgressBar(state, terminal: recorder.terminal)
    recorder.time.withLock { $0 = 1 }
    bar.update(50)
    bar.update(100, note: "done")
    bar.finish()
    bar.finish()
    bar.update(7)
    #expect(recorder.drawings == 2)
    #expect(recorder.text.hasSuffix("100 steps/s  0:01  done\u{1B}[K\n"))
  }

  @Test("A bar that goes away by an error ends its line, too")
  func abandoned() {
    let recorder = Recorder()
    do {
      let bar = ProgressBar(state, terminal: recorder.terminal)
      bar.update(3)
    }
    #expect(recorder.text.hasSuffix("\n"))
  }

  @Test("Without a terminal nothing is written")
  func silent() {
    let recorder = Recorder(columns: nil)
    let bar = ProgressBar(state, terminal: recorder.terminal)
    bar.update(50)
    bar.finish()
    #expect(recorder.text.isEmpty)
  }

  @Test("The last column stays free")
  func width() throws {
    let recorder = Recorder(columns: 40)
    let bar = ProgressBar(state, terminal: recorder.terminal)
    bar.update(50)
    let line = try #require(recorder.text.split(separator: "\u{1B}").first)
    #expect(line.dropFirst().count <= 39)
  }
}
