import Foundation
import HTTPTypes
import HebbSupport
import Hummingbird

/// Answers of the studio, and the headers that all of them carry.
enum Reply {
  static func json(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
    Response(
      status: status, headers: [.contentType: "application/json; charset=utf-8"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }

  static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
    json(try JSONText.of(value), status: status)
  }

  static func bytes(_ data: Data, type: String) -> Response {
    Response(
      status: .ok, headers: [.contentType: type], body: ResponseBody(byteBuffer: ByteBuffer(bytes: data)))
  }

  /// As `--json` prints mistakes.
  static func problem(_ problem: Problem, status: HTTPResponse.Status) -> Response {
    (try? json(ProblemReport(problem), status: status)) ?? Response(status: status)
  }

  /// What keeps a page safe: no scripts, styles and pictures but the program's own, no frames, nothing guessed, nothing
  /// kept by caches.
  static func protect(_ response: inout Response) {
    if response.headers[.contentSecurityPolicy] == nil {
      response.headers[.contentSecurityPolicy] =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    }
    response.headers[.xContentTypeOptions] = "nosniff"
    response.headers[.crossOriginResourcePolicy] = "same-origin"
    if let policy = HTTPField.Name("Referrer-Policy") { response.headers[policy] = "no-referrer" }
    if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
  }
}
