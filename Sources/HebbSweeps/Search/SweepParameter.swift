import Foundation
import HebbExperiments
import HebbSupport
import HebbTensor

/// A value of the experiment that a sweep varies, and the values that it takes.
public struct SweepParameter: Sendable, Equatable {
  public enum Domain: Sendable, Equatable {
    /// Every one of them is tried, with every combination of the other grids.
    case grid([String])
    /// The others are drawn at random: one of a list, all equally likely,
    case choice([String])
    /// a number between two bounds,
    case uniform(Double, Double)
    /// a number whose logarithm is uniform between those of two bounds,
    case logarithmic(Double, Double)
    /// or a whole number between two bounds, both of them included.
    case integer(Int, Int)
  }

  /// As the user wrote it: a path as for `--set`, or a short name.
  public let key: String
  public let domain: Domain

  public init(_ key: String, _ domain: Domain) { (self.key, self.domain) = (key, domain) }

  /// `rule=oja,instar`
  ///
  /// - Throws: `Problem` if it is written in another way.
  public init(grid text: String) throws {
    let (key, rest) = try Self.parts(text, option: "--grid", example: "rule=oja,instar")
    self.init(key, .grid(try Self.list(rest, at: "--grid \(text)")))
  }

  /// `learningRate=log:1e-5:1e-2`; also `uniform:`, `int:` and `choice:a,b,c`.
  ///
  /// - Throws: `Problem` if it is written in another way, or the bounds are.
  public init(random text: String) throws {
    let place = "--random \(text)"
    let (key, rest) = try Self.parts(text, option: "--random", example: "learningRate=log:1e-5:1e-2")
    let kinds = ["log", "uniform", "int", "choice"]
    let words = rest.split(separator: ":", maxSplits: 1).map(String.init)
    guard words.count == 2, kinds.contains(words[0]) else {
      let guess = NearestName.of(words.first ?? "", among: kinds).map { "Did you mean “\($0):”? " } ?? ""
      throw Problem(
        "“\(rest)” does not say how values are drawn", at: place,
        advice: guess + "Write log:LEAST:GREATEST, uniform:LEAST:GREATEST, int:LEAST:GREATEST, or choice:A,B,C.")
    }
    if words[0] == "choice" {
      self.init(key, .choice(try Self.list(words[1], at: place)))
      return
    }
    let bounds = words[1].split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    func wrong(_ advice: String) -> Problem {
      Problem("“\(words[1])” are not two bounds, the smaller one first", at: place, advice: advice)
    }
    guard bounds.count == 2 else { throw wrong("Write \(key)=\(words[0]):LEAST:GREATEST.") }
    if words[0] == "int" {
      guard let least = Int(bounds[0]), let greatest = Int(bounds[1]), least < greatest,
        greatest.subtractingReportingOverflow(least).overflow == false
      else { throw wrong("Give two whole numbers, for example int:16:128.") }
      self.init(key, .integer(least, greatest))
      return
    }
    guard let least = Double(bounds[0]), let greatest = Double(bounds[1]), least < greatest,
      (greatest - least).isFinite
    else { throw wrong("Give two numbers, for example \(words[0]):0.001:0.1.") }
    guard words[0] == "log" else {
      self.init(key, .uniform(least, greatest))
      return
    }
    guard least > 0 else { throw wrong("A logarithm needs bounds above 0; use uniform for others.") }
    self.init(key, .logarithmic(least, greatest))
  }

  private static func parts(_ text: String, option: String, example: String) throws -> (String, String) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
      throw Problem("“\(text)” is not a key and its values", at: option, advice: "Write \(option) \(example).")
    }
    return (parts[0], parts[1])
  }

  private static func list(_ text: String, at place: String) throws -> [String] {
    let values = ValueList.split(text)
    guard !values.contains(where: \.isEmpty), Set(values).count == values.count else {
      throw Problem(
        "one of the values is empty or given twice", at: place, advice: "Separate different values by single commas.")
    }
    return values
  }

  /// The value of a trial, as `--set` takes it. It depends on nothing but the seed, the key and the trial's number, so
  /// that a sweep with more trials begins with the same ones.
  ///
  /// Numbers are rounded to six digits: what is shown is what was used.
  ///
  /// - Returns: nil for a grid, whose values are not drawn.
  func draw(trial: Int, seed: UInt64) -> String? {
    var random = RandomStream(seed: seed, "sweep.trial.\(trial).\(key)")
    let fraction = Double(random.next() >> 11) * 0x1p-53
    func rounded(_ value: Double) -> String { Double(String(format: "%.6g", value)).map { "\($0)" } ?? "\(value)" }
    return switch domain {
    case .grid: nil
    case .choice(let values): values[random.next(below: values.count)]
    case .uniform(let least, let greatest): rounded(least + fraction * (greatest - least))
    case .logarithmic(let least, let greatest): rounded(exp(log(least) + fraction * (log(greatest) - log(least))))
    case .integer(let least, let greatest): "\(least + random.next(below: greatest - least + 1))"
    }
  }

  /// Values that show whether all of them are allowed: those of a list, the bounds of a range.
  var samples: [String] {
    switch domain {
    case .grid(let values), .choice(let values): values
    case .uniform(let least, let greatest), .logarithmic(let least, let greatest): ["\(least)", "\(greatest)"]
    case .integer(let least, let greatest): ["\(least)", "\(greatest)"]
    }
  }

  /// As on the command line.
  public var text: String {
    switch domain {
    case .grid(let values): "\(key)=\(values.joined(separator: ","))"
    case .choice(let values): "\(key)=choice:\(values.joined(separator: ","))"
    case .uniform(let least, let greatest): "\(key)=uniform:\(least):\(greatest)"
    case .logarithmic(let least, let greatest): "\(key)=log:\(least):\(greatest)"
    case .integer(let least, let greatest): "\(key)=int:\(least):\(greatest)"
    }
  }

  public var isGrid: Bool { if case .grid = domain { true } else { false } }

  /// Of the command line.
  var option: String { isGrid ? "--grid" : "--random" }

  /// The key paths that the key means.
  ///
  /// - Throws: `Problem` whose place is the option, for an unknown key.
  func paths(in experiment: ExperimentFile) throws -> [String] {
    do {
      return try experiment.paths(of: key)
    } catch let problem as Problem {
      throw Problem(problem.what, at: "\(option) \(text)", advice: problem.advice)
    }
  }
}

/// `{"grid": "rule=oja,instar"}` or `{"random": "learningRate=log:1e-5:1e-2"}`.
extension SweepParameter: Codable {
  private enum Keys: CodingKey { case grid, random }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Keys.self)
    if let grid = try container.decodeIfPresent(String.self, forKey: .grid) {
      try self.init(grid: grid)
    } else {
      try self.init(random: container.decode(String.self, forKey: .random))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Keys.self)
    try container.encode(text, forKey: isGrid ? .grid : .random)
  }
}
