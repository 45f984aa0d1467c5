import HebbSupport
import HebbTensor

/// Runs reference cases, anybody's, against the library.
public enum Verification {
  /// The largest relative error (Frobenius norm) with which a float32 result matches a float64 one.
  public static let tolerance = 1e-5

  static let kinds: [any ReferenceKind] = [
    RuleKind(), ConvolutionKind(), HebbianGRUKind(), RidgeKind(), WhiteningKind(), QuadrantsKind(),
  ]

  /// Runs every case of the files at `paths`, in order.
  ///
  /// - Throws: `Problem` naming file, case and key if a file or a case is not in order. Results that differ, and kinds
  ///   of cases that the library does not have, are no errors but part of the report.
  public static func run(_ paths: [String]) throws -> VerificationReport {
    // All files are read first, so that a slip in the last one shows at once.
    let cases = try paths.flatMap { try ReferenceFile.read($0) }
    return VerificationReport(cases: try cases.map(outcome))
  }

  static func outcome(of reference: ReferenceCase) throws -> CaseOutcome {
    do {
      guard let kind = kinds.first(where: { $0.name == reference.kind }) else {
        throw NotSupported(reason: "the kind “\(reference.kind)”")
      }
      let expected = try reference.content.record("expected").flattened
      return CaseOutcome(reference, comparisons: try compare(try kind.results(of: reference), with: expected))
    } catch let refusal as NotSupported {
      return CaseOutcome(reference, notSupported: refusal.reason)
    }
  }

  /// Compares whatever of the results is expected, which must be something.
  private static func compare(
    _ results: [ReferenceResult], with expected: ReferenceRecord
  ) throws -> [QuantityComparison] {
    let names = results.map(\.name)
    guard !expected.keys.isEmpty else { return [try comparison(of: results[0], with: expected)] }
    if let unknown = expected.keys.first(where: { !names.contains($0) }) {
      let guess = NearestName.of(unknown, among: names).map { "Did you mean “\($0)”? " } ?? ""
      throw Problem(
        "“\(unknown)” is not among the results of this kind", at: expected.place(of: unknown),
        advice: guess + "There are \(names.joined(separator: ", ")).")
    }
    return try results.filter { expected.entries[$0.name] != nil }.map { try comparison(of: $0, with: expected) }
  }

  private static func comparison(
    of result: ReferenceResult, with expected: ReferenceRecord
  ) throws -> QuantityComparison {
    let reference = try ReferenceArray(
      expected.value(result.name), at: expected.place(of: result.name), isScalar: result.values.shape.isEmpty)
    try expected.require(
      reference, result.name, shape: result.values.shape, because: "The result has this shape for these inputs.")
    return QuantityComparison(result, with: reference)
  }
}
