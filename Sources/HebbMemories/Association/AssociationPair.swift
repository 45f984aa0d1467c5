import Foundation
import HebbSupport

/// Inputs and the output that goes with them, each from 0 (silent) to 1 (active).
public struct AssociationPair: Sendable, Equatable, Encodable {
  public let inputs: [Double]
  public let output: Double

  /// - Throws: `Problem` if there are no inputs, or a value is not from 0 to 1.
  public init(inputs: [Double], output: Double) throws {
    guard !inputs.isEmpty else {
      throw Problem("a pair without inputs teaches nothing", advice: "Write a pair as 1,0=1.")
    }
    if let wrong = (inputs + [output]).first(where: { !(0...1).contains($0) }) {
      throw Problem("the activity \(wrong) is not from 0 to 1", advice: "Use 0 for silent and 1 for active.")
    }
    (self.inputs, self.output) = (inputs, output)
  }

  /// Reads "1,0=1": inputs with commas between them, then the output.
  ///
  /// - Throws: `Problem` if the text is no pair.
  public init(parsing text: String) throws {
    let halves = text.split(separator: "=", omittingEmptySubsequences: false)
    func number(_ text: Substring) -> Double? { Double(text.trimmingCharacters(in: .whitespaces)) }
    guard halves.count == 2, let output = number(halves[1]) else { throw Self.unreadable(text) }
    let inputs = halves[0].split(separator: ",", omittingEmptySubsequences: false).map(number)
    guard !inputs.contains(nil) else { throw Self.unreadable(text) }
    do { try self.init(inputs: inputs.compactMap(\.self), output: output) } catch let problem as Problem {
      throw Problem(problem.what, at: "“\(text)”", advice: problem.advice)
    }
  }

  private static func unreadable(_ text: String) -> Problem {
    Problem(
      "“\(text)” is no pair of inputs and an output", advice: "Write the inputs, an equals sign and the output: 1,0=1.")
  }

  /// As it is read: "1,0=1".
  public var text: String { inputs.map(Self.text).joined(separator: ",") + "=" + Self.text(output) }

  private static func text(_ value: Double) -> String { value == value.rounded() ? "\(Int(value))" : "\(value)" }
}
