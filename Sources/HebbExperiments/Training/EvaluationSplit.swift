/// Which images accuracies are measured on.
public enum EvaluationSplit: String, Sendable, Codable {
  /// The data set's test images: for figures that are reported, once each.
  case test
  /// Training images that are held out of training: for choosing settings.
  case validation

  /// How a table names its figures.
  public var title: String { "\(rawValue) accuracy" }
}
