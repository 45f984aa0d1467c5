public import HebbSupport

/// Parameters of a part by name, checked against what the part declares; missing ones have their defaults.
public struct ParameterValues: Sendable, Equatable {
  public let values: [String: ParameterValue]

  /// - Throws: `Problem` for a name that the part does not have (with the nearest), or a value out of range (with the
  ///   range), or one that must be given and is not.
  public init(
    _ given: [String: ParameterValue], for parameters: [Parameter], of part: String
  ) throws(Problem) {
    let names = parameters.map(\.name)
    // Sorted, so that of several mistakes always the same is reported.
    for name in given.keys.sorted() where !names.contains(name) {
      let guess = NearestName.of(name, among: names).map { "Did you mean “\($0)”? " } ?? ""
      throw Problem(
        "“\(part)” has no parameter “\(name)”", at: name,
        advice: guess + (names.isEmpty ? "It has no parameters." : "It has \(names.joined(separator: ", ")).")
      )
    }
    var values = given
    for parameter in parameters {
      if let value = given[parameter.name] {
        try Self.check(value, parameter, of: part)
      } else if let standard = parameter.standard {
        values[parameter.name] = standard
      } else if !parameter.isOptional {
        throw Problem(
          "“\(part)” needs the parameter “\(parameter.name)”: \(parameter.about)", at: parameter.name,
          advice: "Give it as {name: \(part), \(parameter.name): …}.")
      }
    }
    self.values = values
  }

  /// Precondition: the part declares a number of this name.
  public subscript(number name: String) -> Double {
    guard case .number(let number)? = values[name] else { preconditionFailure("“\(name)” is no number") }
    return number
  }

  /// Nil if it was left out.
  public subscript(optionalNumber name: String) -> Double? {
    guard case .number(let number)? = values[name] else { return nil }
    return number
  }

  /// Precondition: the part declares a whole number of this name.
  public subscript(whole name: String) -> Int { Int(self[number: name]) }

  /// Precondition: the part declares a word or text of this name.
  public subscript(text name: String) -> String {
    guard case .text(let text)? = values[name] else { preconditionFailure("“\(name)” is no text") }
    return text
  }

  /// Nil if it was left out.
  public subscript(numbers name: String) -> [Double]? {
    guard case .numbers(let numbers)? = values[name] else { return nil }
    return numbers
  }

  private static func check(_ value: ParameterValue, _ parameter: Parameter, of part: String) throws(Problem) {
    let isAllowed =
      switch (parameter.kind, value) {
      case (.number(let range), .number(let number)): range.contains(number)
      case (.whole(let range), .number(let number)):
        number == number.rounded() && Double(range.lowerBound) <= number && number <= Double(range.upperBound)
      case (.word(let words), .text(let word)): words.contains(word)
      case (.text, .text): true
      case (.numbers, .numbers(let numbers)): numbers.allSatisfy(\.isFinite)
      default: false
      }
    guard !isAllowed else { return }
    var advice = "Choose \(parameter.allowed)."
    if case .word(let words) = parameter.kind, case .text(let word) = value,
      let near = NearestName.of(word, among: words)
    {
      advice = "Did you mean “\(near)”? " + advice
    }
    throw Problem(
      "the parameter “\(parameter.name)” of “\(part)” cannot be \(value.summary)", at: parameter.name, advice: advice)
  }
}
