/// How far a long piece of work has come, and the line that shows it.
public struct ProgressState: Sendable, Equatable {
  /// What is being done: "epoch 3/20".
  public var label: String
  /// What is counted, in the plural: "images".
  public var unit: String
  public var completed: Int
  /// Nil if nobody knows, as in a download without a length.
  public var total: Int?
  /// What had been done before the clock started, by an earlier run: it does not count towards the rate.
  public var resumedAt: Int
  public var elapsedSeconds: Double
  /// A last word that the work wants to show: "accuracy 61.2 %".
  public var note: String

  public init(
    label: String, unit: String, completed: Int = 0, total: Int?, resumedAt: Int = 0, elapsedSeconds: Double = 0,
    note: String = ""
  ) {
    self.label = label
    self.unit = unit
    self.completed = completed
    self.total = total
    self.resumedAt = resumedAt
    self.elapsedSeconds = elapsedSeconds
    self.note = note
  }

  /// Units per second since the start; nil before there is anything to divide.
  public var rate: Double? {
    let done = completed - resumedAt
    return done > 0 && elapsedSeconds > 0 ? Double(done) / elapsedSeconds : nil
  }

  /// Estimated from the mean rate so far.
  public var secondsLeft: Double? {
    guard let total, let rate else { return nil }
    return Double(max(0, total - completed)) / rate
  }

  /// One line of at most `width` columns; what does not fit is left out, the least important first.
  ///
  /// - Parameter color: whether to use ANSI colours, which take no columns.
  public func line(width: Int, color: Bool) -> String {
    var parts = [
      Part(label, rank: 0), Part(percentage, rank: 1), Part(count, rank: 4), Part(rateText, rank: 3),
      Part(timeText, rank: 2), Part(note, rank: 5),
    ].filter { !$0.text.isEmpty }
    while parts.count > 1, columns(parts) > width {
      let leastImportant = parts.indices.max { parts[$0].rank < parts[$1].rank } ?? 0
      parts.remove(at: leastImportant)
    }
    let room = width - columns(parts) - Self.gap.count
    if total != nil, room >= Self.narrowestBar {
      parts.insert(Part(bar(columns: min(room, Self.widestBar), color: color), rank: 6), at: min(2, parts.count))
      return parts.map(\.text).joined(separator: Self.gap)
    }
    return String(parts.map(\.text).joined(separator: Self.gap).prefix(max(0, width)))
  }

  private struct Part {
    let text: String
    /// 0 for what is shown to the last.
    let rank: Int

    init(_ text: String, rank: Int) {
      self.text = text
      self.rank = rank
    }
  }

  private static let gap = "  "
  private static let narrowestBar = 8
  private static let widestBar = 40

  private func columns(_ parts: [Part]) -> Int {
    parts.map(\.text.count).reduce(0, +) + Self.gap.count * max(0, parts.count - 1)
  }

  private var fraction: Double? {
    total.map { $0 > 0 ? min(1, max(0, Double(completed) / Double($0))) : 1 }
  }

  // Padded, so that what follows does not jump about while the number grows.
  private var percentage: String {
    fraction.map {
      // Rounded down: 100 % means that it is done.
      let digits = "\(Int($0 * 100))"
      return String(repeating: " ", count: 3 - digits.count) + digits + " %"
    } ?? ""
  }

  private var count: String {
    guard let total else { return "\(completed) \(unit)" }
    let digits = "\(completed)"
    return String(repeating: " ", count: max(0, "\(total)".count - digits.count)) + "\(digits)/\(total)"
  }

  private var rateText: String {
    guard let rate else { return "" }
    if rate >= 100 { return "\(Int(min(rate, 1e15))) \(unit)/s" }
    return rate >= 1 ? "\((rate * 10).rounded() / 10) \(unit)/s" : "\((600 * rate).rounded() / 10) \(unit)/min"
  }

  private var timeText: String {
    guard let fraction, fraction < 1 else { return Self.clock(elapsedSeconds) }
    return secondsLeft.map { Self.clock($0) + " left" } ?? ""
  }

  private func bar(columns: Int, color: Bool) -> String {
    let filled = Int((fraction ?? 0) * Double(columns))
    let (done, rest) = (String(repeating: "█", count: filled), String(repeating: "░", count: columns - filled))
    return color ? "\u{1B}[36m\(done)\u{1B}[2m\(rest)\u{1B}[0m" : done + rest
  }

  /// "0:07", "12:34" or "1:02:03".
  static func clock(_ seconds: Double) -> String {
    let whole = Int(min(max(0, seconds.rounded()), 1e9))
    func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let (hours, minutes) = (whole / 3600, whole / 60 % 60)
    return (hours > 0 ? "\(hours):\(padded(minutes))" : "\(minutes)") + ":" + padded(whole % 60)
  }
}
