import Foundation
import HTTPTypes
import HebbSupport
import Hummingbird

extension Request {
  /// The largest body that is read, in bytes.
  static let bodyLimit = 256 * 1024

  /// The request's JSON.
  ///
  /// - Throws: an error of HTTP for a body that is too large, `StudioError` for one that is not what was expected.
  func json<Value: Decodable>(_ type: Value.Type) async throws -> Value {
    let body = try await body.collect(upTo: Self.bodyLimit)
    do {
      return try JSONDecoder().decode(type, from: Data(body.readableBytesView))
    } catch DecodingError.keyNotFound(let key, _) {
      throw StudioError(.badRequest, "the request lacks a value", at: key.stringValue)
    } catch DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context) {
      throw StudioError(
        .badRequest, "a value of the request has the wrong type",
        at: context.codingPath.map(\.stringValue).joined(separator: "."))
    } catch {
      throw StudioError(.badRequest, "the request is not JSON, or holds numbers out of range")
    }
  }
}
