import HTTPTypes
import Hummingbird

/// Who may do what.
///
/// - Page and scripts hold no data and are open to all.
/// - Reading is open on loopback, to requests that call this machine by a name of its own: a foreign site whose name was
///   made to point here (DNS rebinding) is turned away. With `--host`, reading takes the token.
/// - Whatever changes or computes something takes the token in a header, which no foreign site can send; and requests
///   that a browser marks as coming from another site are refused even with it.
struct AccessCheck: Sendable {
  let token: AccessToken
  let isLocal: Bool
  /// Where a browser keeps the token for reading, because pictures and event streams cannot send headers. Cookies are
  /// shared by all ports of a host, so that each studio needs its own.
  let cookie: String

  func checkReading(_ request: Request) throws(StudioError) {
    if isLocal { return try checkHost(request) }
    guard showsToken(request) || showsCookie(request) else { throw Self.tokenMissing }
  }

  func checkChanging(_ request: Request) throws(StudioError) {
    if isLocal { try checkHost(request) }
    if let origin = request.headers[.origin] {
      guard origin == "http://\(Self.host(of: request) ?? "")" || origin == "https://\(Self.host(of: request) ?? "")"
      else { throw StudioError(.forbidden, "the request comes from another site", at: origin) }
    }
    guard showsToken(request) else { throw Self.tokenMissing }
  }

  private static let tokenMissing = StudioError(
    .unauthorized, "the session's token is missing or wrong",
    advice: "Open the address that “hebb studio” printed when it started.")

  private func showsToken(_ request: Request) -> Bool {
    guard let value = request.headers[.authorization], value.hasPrefix("Bearer ") else { return false }
    return token.matches(String(value.dropFirst("Bearer ".count)))
  }

  private func showsCookie(_ request: Request) -> Bool {
    request.cookies[cookie].map { token.matches($0.value) } ?? false
  }

  private func checkHost(_ request: Request) throws(StudioError) {
    guard let host = Self.host(of: request), Self.isLoopback(host) else {
      throw StudioError(
        .forbidden, "this studio answers on localhost only", at: Self.host(of: request),
        advice: "Use the address that “hebb studio” printed, or start it with --host.")
    }
  }

  /// The name by which the client calls us, with its port.
  private static func host(of request: Request) -> String? { request.head.authority }

  /// Whether a host, with or without a port, can only be this machine.
  static func isLoopback(_ host: String) -> Bool {
    let name =
      host.hasPrefix("[")
      ? String(host.prefix { $0 != "]" }) + "]"
      : String(host.prefix { $0 != ":" })
    let rest = host.dropFirst(name.count)
    guard rest.isEmpty || (rest.first == ":" && rest.dropFirst().allSatisfy(\.isNumber)) else { return false }
    return ["localhost", "127.0.0.1", "[::1]"].contains(name.lowercased())
  }
}
