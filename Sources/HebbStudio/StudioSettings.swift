public import Foundation

/// How the studio is started.
public struct StudioSettings: Sendable {
  /// The folder of runs; nothing outside it is read.
  public var store: URL
  /// Where data sets are looked for, for the pictures of rules; nil for the usual places.
  public var data: URL?
  /// The address to listen on; nil for loopback, which alone may be read without the token.
  public var host: String?
  /// 0 for any port that is free.
  public var port: Int
  public var token: AccessToken

  public init(store: URL, data: URL? = nil, host: String? = nil, port: Int = 8080, token: AccessToken = AccessToken()) {
    (self.store, self.data, self.host, self.port, self.token) = (store.standardizedFileURL, data, host, port, token)
  }

  /// Whether only programs on this machine can connect.
  var isLocal: Bool { host == nil }
}
