import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded
import Testing

@testable import HebbStudio

/// Requests to a studio without a network.
///
/// The server's own test library would do the same, and bring an HTTP client with all of TLS into every build.
struct StudioClient: Sendable {
  static let token = "0123456789abcdef"

  private let responder: RouterResponder<BasicRequestContext>
  /// Is there as long as there are requests to it.
  private let store: SampleStore

  /// - Parameter host: as `--host` gives it; nil for loopback.
  init(_ store: SampleStore, host: String? = nil) throws {
    let settings = StudioSettings(store: store.url, host: host, token: try AccessToken(Self.token))
    self.store = store
    responder = StudioService(settings).router().buildResponder()
  }

  func get(_ path: String, _ headers: HTTPFields = [:]) async throws -> StudioAnswer {
    try await answer(HTTPRequest(method: .get, path: path, headers), Data())
  }

  func post(
    _ path: String, _ body: String, token: String? = token, _ more: HTTPFields = [:]
  ) async throws -> StudioAnswer {
    try await change(.post, path, body, token: token, more)
  }

  func change(
    _ method: HTTPRequest.Method, _ path: String, _ body: String = "{}", token: String? = token,
    _ more: HTTPFields = [:]
  ) async throws -> StudioAnswer {
    var headers = more
    if let token { headers[.authorization] = "Bearer \(token)" }
    headers[.contentLength] = "\(body.utf8.count)"
    return try await answer(HTTPRequest(method: method, path: path, headers), Data(body.utf8))
  }

  private func answer(_ request: HTTPRequest, _ body: Data) async throws -> StudioAnswer {
    let context = BasicRequestContext(
      source: ApplicationRequestContextSource(
        channel: NIOAsyncTestingChannel(), logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }))
    let response = try await responder.respond(
      to: Request(head: request, body: RequestBody(buffer: ByteBuffer(bytes: body))), context: context)
    let content = ContentCollector()
    try await response.body.write(content)
    return StudioAnswer(status: response.status, headers: response.headers, content: content.content)
  }
}

/// What a studio answered.
struct StudioAnswer {
  let status: HTTPResponse.Status
  let headers: HTTPFields
  let content: Data

  var text: String { String(decoding: content, as: UTF8.self) }

  var object: [String: Any] { (try? JSONSerialization.jsonObject(with: content)) as? [String: Any] ?? [:] }

  /// What the answer says is wrong.
  var complaint: String { (object["error"] as? [String: Any])?["what"] as? String ?? "" }
}

/// Keeps what is written to it.
private final class ContentCollector: ResponseBodyWriter {
  private(set) var content = Data()

  func write(_ buffer: ByteBuffer) async throws { content += Data(buffer.readableBytesView) }

  consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}

extension HTTPRequest {
  fileprivate init(method: Method, path: String, _ headers: HTTPFields) {
    self.init(method: method, scheme: "http", authority: "localhost", path: path, headerFields: headers)
  }
}
