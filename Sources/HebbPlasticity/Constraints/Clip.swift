public import HebbSupport
public import HebbTensor

/// Weights stay within bounds: w ← min(max(w, low), high).
///
/// `Clip(low: 0)` keeps weights from becoming negative. The bounds include 0, so that connections that a mask has taken
/// out stay out.
public struct Clip: WeightConstraint {
  public static let name = "clip"
  public static let about = "w ← min(max(w, low), high)"
  public static let parameters = [
    Parameter.optionalNumber("limit", in: .notNegative, "the largest |w|; 1 if no bound is given at all"),
    Parameter.optionalNumber("low", in: -.greatestFiniteMagnitude...0, "the smallest w, in place of limit"),
    Parameter.optionalNumber("high", in: .notNegative, "the largest w, in place of limit"),
  ]

  /// The smallest weight, at most 0; nil for any.
  public let low: Double?
  /// The largest weight, at least 0; nil for any.
  public let high: Double?

  /// |w| ≤ limit
  public init(limit: Double = 1) { self.init(low: -limit, high: limit) }

  /// Precondition: low ≤ 0 ≤ high, where they are given.
  public init(low: Double?, high: Double? = nil) {
    precondition(low ?? 0 <= 0 && high ?? 0 >= 0, "the bounds do not include 0")
    (self.low, self.high) = (low, high)
  }

  /// - Throws: `Problem` if both a limit and another bound are given.
  public init(_ parameters: ParameterValues) throws(Problem) {
    let (low, high) = (parameters[optionalNumber: "low"], parameters[optionalNumber: "high"])
    guard low != nil || high != nil else {
      self.init(limit: parameters[optionalNumber: "limit"] ?? 1)
      return
    }
    guard parameters[optionalNumber: "limit"] == nil else {
      throw Problem(
        "“\(Self.name)” has both “limit” and “\(low == nil ? "high" : "low")”", at: "limit",
        advice: "Give limit for bounds of equal size, or low and high, or one of these two.")
    }
    self.init(low: low, high: high)
  }

  public var values: [String: ParameterValue] {
    ["low": low, "high": high].compactMapValues { $0.map { .number($0) } }
  }

  public func apply(to w: inout Tensor, state: inout PlasticState) {
    let (low, high) = (low.map { Float($0) } ?? -.infinity, high.map { Float($0) } ?? .infinity)
    w.withUnsafeMutableBufferPointer { w in
      // Written so that what is not a number stays so, for the divergence to be noticed.
      for i in w.indices { w[i] = w[i] < low ? low : w[i] > high ? high : w[i] }
    }
  }
}
