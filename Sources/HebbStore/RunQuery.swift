/// Which runs are wanted, and in which order.
public struct RunQuery: Sendable, Equatable {
  /// All of them must hold.
  public var conditions: [RunCondition]
  /// A key of the run; nil for the newest first.
  public var sortedBy: String?
  public var isDescending: Bool
  /// The most runs that are given.
  public var limit: Int?

  public init(
    _ conditions: [RunCondition] = [], sortedBy: String? = nil, isDescending: Bool = false, limit: Int? = nil
  ) {
    (self.conditions, self.sortedBy, self.isDescending, self.limit) = (conditions, sortedBy, isDescending, limit)
  }
}

/// Keys that every run has, besides its own numbers and settings.
enum RunColumn: String, CaseIterable {
  case name, kind, experiment, data, method, seed, status, problem, started, version, machine, note, score
}
