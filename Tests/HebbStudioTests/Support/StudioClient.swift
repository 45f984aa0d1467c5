import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@testable import HebbStudio

/// Requests to a studio without a network.
struct StudioClient {
  static let token = "0123456789abcdef"

  let client: any TestClientProtocol

  /// - Parameter host: as `--host` gives it; nil for loopback.
  static func with<Value>(
    _ store: SampleStore, host: String? = nil, _ test: @Sendable (StudioClient) async throws -> Value
  ) async throws -> Value {
    let settings = StudioSettings(store: store.url, host: host, token: try AccessToken(token))
    let application = Application(router: StudioService(settings).router())
    return try await application.test(.router) { try await test(StudioClient(client: $0)) }
  }

  func get(_ path: String, _ headers: HTTPFields = [:]) async throws -> TestResponse {
    try await client.execute(uri: path, method: .get, headers: headers)
  }

  func post(
    _ path: String, _ body: String, token: String? = token, _ more: HTTPFields = [:]
  ) async throws
    -> TestResponse
  {
    try await change(.post, path, body, token: token, more)
  }

  func change(
    _ method: HTTPRequest.Method, _ path: String, _ body: String = "{}", token: String? = token,
    _ more: HTTPFields = [:]
  ) async throws -> TestResponse {
    var headers = more
    if let token { headers[.authorization] = "Bearer \(token)" }
    return try await client.execute(uri: path, method: method, headers: headers, body: ByteBuffer(string: body))
  }
}

extension TestResponse {
  var text: String { String(buffer: body) }

  var object: [String: Any] {
    (try? JSONSerialization.jsonObject(with: Data(body.readableBytesView))) as? [String: Any] ?? [:]
  }

  /// What an answer says is wrong.
  var complaint: String { (object["error"] as? [String: Any])?["what"] as? String ?? "" }
}
