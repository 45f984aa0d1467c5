import HebbExperiments
import Hummingbird

/// Which associative memories there are, and what they recall.
struct MemoryRoutes: Sendable {
  let work: WorkLimit

  private struct Kind: Encodable {
    let name: String
    let summary: String
    let isContinuous: Bool
  }

  func add(reading: RouterGroup<BasicRequestContext>, changing: RouterGroup<BasicRequestContext>) {
    reading.get("memories") { _, _ in
      try Reply.json(
        MemoryKind.allCases.map { Kind(name: $0.rawValue, summary: $0.summary, isContinuous: $0.isContinuous) })
    }
    changing.post("recall") { request, _ in
      let wanted = try await request.json(RecallRequest.self)
      return try Reply.json(try await work.run { try RecallFilm(wanted) })
    }
  }
}
