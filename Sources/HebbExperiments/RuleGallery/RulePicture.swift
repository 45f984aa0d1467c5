public import HebbFigures

/// What a rule, or another part of a layer, does to a small data set: drawn, explained, and measured.
public struct RulePicture: Sendable {
  /// A number that the picture shows, under a name that says what it is: "angle to the first principal component".
  public struct Measure: Sendable, Equatable, Encodable {
    public let name: String
    public let value: Double

    init(_ name: String, _ value: Double) { (self.name, self.value) = (name, value) }
  }

  public let sheet: FigureSheet
  public let measures: [Measure]

  /// What there is to see, in a few sentences.
  public var caption: String { sheet.caption }

  /// A caption in lines for a terminal.
  public static func wrapped(_ caption: String) -> String { WrappedText.indented(caption, width: 110, by: 2) }

  /// The value of a measure; nil if there is none of the name.
  public subscript(name: String) -> Double? { measures.first { $0.name == name }?.value }
}

/// A small experiment that shows what a part does, within about a second, and always comes out the same.
protocol Demonstration: Sendable {
  /// - Parameter images: where photographs come from, if the demonstration wants some.
  func picture(images: SampleImages) throws -> RulePicture
}
