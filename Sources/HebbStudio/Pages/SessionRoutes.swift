import Foundation
import HTTPTypes
import HebbExperiments
import Hummingbird

/// What the page asks for first: which studio this is, and whether its token is right.
struct SessionRoutes: Sendable {
  let access: AccessCheck
  let store: URL

  private struct Session: Encodable {
    let store: String
    let version: String
  }

  func add(reading: RouterGroup<BasicRequestContext>, changing: RouterGroup<BasicRequestContext>) {
    reading.get("session") { _, _ in try Reply.json(Session(store: store.path, version: hebbVersion)) }
    // Who shows the token gets it back as a cookie, which browsers send along with requests for pictures and events.
    changing.post("session") { _, _ in
      var response = try Reply.json(Session(store: store.path, version: hebbVersion))
      response.headers[.setCookie] = "\(access.cookie)=\(access.token.text); Path=/api; HttpOnly; SameSite=Strict"
      return response
    }
  }
}
