public import HebbSupport
public import Testing

/// The problem that is thrown, if any.
public func problem(_ body: () throws -> some Any) -> Problem? {
  do {
    _ = try body()
    return nil
  } catch {
    if let problem = error as? Problem { return problem }
    Issue.record("not a problem: \(error)")
    return nil
  }
}

/// Expects a `Problem` that mentions all of `words` somewhere, and has advice.
public func expectProblem<Value>(
  mentioning words: String..., sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws -> Value
) {
  expectProblem(words, sourceLocation, Result { try body() })
}

public func expectProblem<Value>(
  mentioning words: String..., sourceLocation: SourceLocation = #_sourceLocation, _ body: () async throws -> Value
) async {
  let result: Result<Value, any Error>
  do { result = .success(try await body()) } catch { result = .failure(error) }
  expectProblem(words, sourceLocation, result)
}

private func expectProblem<Value>(
  _ words: [String], _ sourceLocation: SourceLocation, _ result: Result<Value, any Error>
) {
  guard case .failure(let error) = result else {
    Issue.record("no problem was reported", sourceLocation: sourceLocation)
    return
  }
  guard let problem = error as? Problem else {
    Issue.record(error, "not a Problem", sourceLocation: sourceLocation)
    return
  }
  for word in words {
    #expect(problem.description.contains(word), "in: \(problem)", sourceLocation: sourceLocation)
  }
  #expect(problem.advice != nil, "no advice: \(problem)", sourceLocation: sourceLocation)
}
