import HebbSupport
import Testing

/// The problem that is thrown, if any.
func problem(_ body: () throws -> some Any) -> Problem? {
  do {
    _ = try body()
    return nil
  } catch {
    if let problem = error as? Problem { return problem }
    Issue.record("not a problem: \(error)")
    return nil
  }
}
