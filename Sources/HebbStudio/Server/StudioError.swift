import HTTPTypes
import HebbSupport
import Hummingbird

/// A request that is refused: with which HTTP status, and what the page shows.
struct StudioError: Error {
  let status: HTTPResponse.Status
  let problem: Problem

  init(_ status: HTTPResponse.Status, _ what: String, at place: String? = nil, advice: String? = nil) {
    (self.status, problem) = (status, Problem(what, at: place, advice: advice))
  }

  static func missing(_ what: String) -> StudioError {
    StudioError(.notFound, "there is no \(what)", advice: "It may have been removed; go back to the list.")
  }
}
