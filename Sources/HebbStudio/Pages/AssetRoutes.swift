import Foundation
import HTTPTypes
import HebbSupport
import Hummingbird

/// The page itself: files that are part of the program, so that it works from anywhere and without a network.
struct AssetRoutes: Sendable {
  func add(to router: Router<BasicRequestContext>) {
    for (name, asset) in Asset.all {
      let path = RouterPath(name == "index.html" ? "/" : "/" + name)
      router.get(path) { request, _ in Self.answer(request, asset) }
      router.head(path) { _, _ in
        Response(status: .ok, headers: [.contentType: asset.type, .eTag: asset.tag, .cacheControl: "no-cache"])
      }
    }
  }

  /// Browsers ask each time, and get the file only after the program has changed.
  private static func answer(_ request: Request, _ asset: Asset) -> Response {
    if request.headers[.ifNoneMatch] == asset.tag {
      return Response(status: .notModified, headers: [.eTag: asset.tag, .cacheControl: "no-cache"])
    }
    return Response(
      status: .ok, headers: [.contentType: asset.type, .eTag: asset.tag, .cacheControl: "no-cache"],
      body: ResponseBody(byteBuffer: asset.bytes))
  }
}

/// A file of the page.
struct Asset: Sendable {
  enum Kind: String {
    case page = "text/html; charset=utf-8"
    case style = "text/css; charset=utf-8"
    case script = "text/javascript; charset=utf-8"
    case drawing = "image/svg+xml"
  }

  let bytes: ByteBuffer
  let type: String
  /// Tells one version of the file from the next.
  let tag: String

  init(_ bytes: [UInt8], _ kind: Kind) {
    (self.bytes, type) = (ByteBuffer(bytes: bytes), kind.rawValue)
    tag = "\"" + bytes.withUnsafeBytes { SHA256Digest.hash($0) }.prefix(16) + "\""
  }
}
