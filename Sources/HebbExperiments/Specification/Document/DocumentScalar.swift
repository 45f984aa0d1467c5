import HebbSupport

/// A type that one YAML scalar can be read as.
protocol DocumentScalar {
  /// What an error message says was expected: "a whole number".
  static var expectation: String { get }
  static var advice: String { get }
  /// Nil if the text is no such value.
  init?(scalar text: String, isPlain: Bool)
}

extension Int: DocumentScalar {
  static var expectation: String { "a whole number" }
  static var advice: String { "Write digits without a fraction or quotes, like 100." }

  init?(scalar text: String, isPlain: Bool) {
    // YAML 1.1 would read 010 as eight and 1:30 as ninety; nobody who writes an experiment means that.
    guard isPlain, text.allSatisfy({ "0123456789+-_".contains($0) }) else { return nil }
    self.init(text.replacing("_", with: ""))
  }
}

extension Double: DocumentScalar {
  static var expectation: String { "a number" }
  static var advice: String { "Write it without quotes, like 0.01 or 1e-4." }

  init?(scalar text: String, isPlain: Bool) {
    guard isPlain else { return nil }
    switch text.lowercased() {
    // Read, so that the complaint is about the range and not about the spelling.
    case ".inf", "+.inf", "inf": self = .infinity
    case "-.inf", "-inf": self = -.infinity
    case ".nan", "nan": self = .nan
    default:
      guard text.allSatisfy({ "0123456789+-.eE_".contains($0) }) else { return nil }
      self.init(text.replacing("_", with: ""))
    }
  }
}

extension Bool: DocumentScalar {
  static var expectation: String { "true or false" }
  static var advice: String { "Write true or false, without quotes." }

  init?(scalar text: String, isPlain: Bool) {
    guard isPlain else { return nil }
    self.init(text.lowercased())
  }
}

extension String: DocumentScalar {
  static var expectation: String { "text" }
  static var advice: String { "Put text that contains “: ” or brackets into double quotes." }

  init?(scalar text: String, isPlain: Bool) { self = text }
}
