import HebbSupport

/// A value that an experiment must not have, found before it is known where it was written.
struct SpecificationViolation: Error {
  let path: [String]
  let what: String
  let advice: String

  func problem(at origin: Origin) -> Problem { Problem(what, at: origin.place(of: path), advice: advice) }
}
