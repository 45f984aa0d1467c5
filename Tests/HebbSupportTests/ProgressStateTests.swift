import Testing

@testable import HebbSupport

@Suite("The line of a progress bar")
struct ProgressStateTests {
  private let half = ProgressState(
    label: "epoch 3/20", unit: "images", completed: 25_000, total: 50_000, elapsedSeconds: 50, note: "loss 0.5")

  @Test("A wide terminal shows everything")
  func wide() {
    let bar = String(repeating: "█", count: 20) + String(repeating: "░", count: 20)
    #expect(
      half.line(width: 200, color: false)
        == "epoch 3/20   50 %  \(bar)  25000/50000  500 images/s  0:50 left  loss 0.5")
  }

  @Test("No line is wider than the terminal, and none contains a newline", arguments: 0...130)
  func widths(width: Int) {
    let line = half.line(width: width, color: false)
    #expect(line.count <= width)
    #expect(!line.contains("\n"))
  }

  @Test("What matters least gives way first")
  func narrow() {
    #expect(half.line(width: 52, color: false) == "epoch 3/20   50 %  ████░░░░  500 images/s  0:50 left")
    #expect(half.line(width: 29, color: false) == "epoch 3/20   50 %  0:50 left")
    #expect(half.line(width: 17, color: false) == "epoch 3/20   50 %")
    #expect(half.line(width: 5, color: false) == "epoch")
  }

  @Test("Colours take no columns")
  func color() {
    let colored = half.line(width: 120, color: true)
    #expect(colored.contains("\u{1B}[36m"))
    #expect(colored.replacing(/\x{1B}\[[0-9]*m/, with: "") == half.line(width: 120, color: false))
  }

  @Test("Without a total there are a count, a rate and the time so far")
  func open() {
    let download = ProgressState(label: "cifar10", unit: "MB", completed: 30, total: nil, elapsedSeconds: 61)
    #expect(download.line(width: 80, color: false) == "cifar10  30 MB  29.5 MB/min  1:01")
  }

  @Test("The rate is of this run only, and the time left follows from it")
  func resumed() {
    let resumed = ProgressState(
      label: "", unit: "images", completed: 600, total: 1000, resumedAt: 500, elapsedSeconds: 10)
    #expect(resumed.rate == 10)
    #expect(resumed.secondsLeft == 40)
  }

  @Test("Before anything is done there is neither rate nor time left")
  func start() {
    let start = ProgressState(label: "go", unit: "images", total: 10)
    #expect(start.rate == nil && start.secondsLeft == nil)
    #expect(start.line(width: 26, color: false) == "go    0 %  ░░░░░░░░   0/10")
  }

  @Test("100 % means that everything is done")
  func done() {
    var state = half
    state.completed = 49_999
    #expect(state.line(width: 20, color: false).contains("99 %"))
    state.completed = 50_000
    #expect(state.line(width: 20, color: false).contains("100 %"))
    state.completed = 60_000
    #expect(state.line(width: 20, color: false).contains("100 %"))
    #expect(ProgressState(label: "", unit: "x", total: 0).line(width: 20, color: false).contains("100 %"))
  }

  @Test(
    "Times read as on a clock",
    arguments: [(0.0, "0:00"), (7.4, "0:07"), (754, "12:34"), (3723, "1:02:03"), (-5, "0:00"), (360_000, "100:00:00")])
  func clock(seconds: Double, text: String) {
    #expect(ProgressState.clock(seconds) == text)
  }
}
