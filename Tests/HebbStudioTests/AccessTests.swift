import HTTPTypes
import HebbSupport
import Hummingbird
import Testing

@testable import HebbStudio

@Suite("Who may read and change what")
struct AccessTests {
  private static let recall =
    #"{"side": 4, "memory": "hopfield", "patterns": ["0000111100001111"], "state": "0000111100001110"}"#

  @Test("on loopback anyone on this machine reads, and nobody without the token changes or computes")
  func loopback() async throws {
    let store = try SampleStore()
    try store.addRun("a")
    let studio = try StudioClient(store)
    #expect(try await studio.get("/api/runs").status == .ok)
    for token in [nil, "", "0123456789abcdeX", "0123456789abcde"] {
      #expect(try await studio.post("/api/recall", Self.recall, token: token).status == .unauthorized)
      #expect(try await studio.change(.delete, "/api/runs/a", token: token).status == .unauthorized)
      #expect(try await studio.post("/api/runs/a/tags", #"{"tags": []}"#, token: token).status == .unauthorized)
      #expect(try await studio.post("/api/runs/a/write", "{}", token: token).status == .unauthorized)
      #expect(try await studio.post("/api/rules/picture", "{}", token: token).status == .unauthorized)
      #expect(try await studio.post("/api/session", "{}", token: token).status == .unauthorized)
    }
    #expect(try await studio.post("/api/recall", Self.recall).status == .ok)
    #expect(store.folder.holdsFile("a/run.json"))
  }

  @Test("with --host reading takes the token, in a header or in the cookie that the token buys")
  func remote() async throws {
    let store = try SampleStore()
    try store.addRun("a")
    let studio = try StudioClient(store, host: "0.0.0.0")
    for path in ["/api/runs", "/api/runs/a", "/api/events", "/api/rules", "/api/sweeps", "/api/session"] {
      #expect(try await studio.get(path).status == .unauthorized, "\(path)")
    }
    #expect(try await studio.get("/").status == .ok, "the page itself holds no data")
    let bearer: HTTPFields = [.authorization: "Bearer \(StudioClient.token)"]
    #expect(try await studio.get("/api/runs", bearer).status == .ok)
    let session = try await studio.post("/api/session", "{}")
    let cookie = try #require(session.headers[.setCookie])
    #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"))
    let value = String(cookie.prefix { $0 != ";" })
    #expect(try await studio.get("/api/runs", [.cookie: value]).status == .ok)
    #expect(try await studio.get("/api/runs", [.cookie: value + "0"]).status == .unauthorized)
    // A browser sends cookies by itself, so that one alone must not change anything.
    let headers: HTTPFields = [.cookie: value]
    #expect(try await studio.post("/api/recall", Self.recall, token: nil, headers).status == .unauthorized)
  }

  @Test("changes that come from another site's page are refused even with the token")
  func origins() async throws {
    let studio = try StudioClient(SampleStore())
    for origin in ["http://evil.example", "http://localhost.evil.example", "null", "http://localhost:81"] {
      let answer = try await studio.post("/api/recall", Self.recall, [.origin: origin])
      #expect(answer.status == .forbidden && answer.complaint.contains("another site"), "\(origin)")
    }
    #expect(try await studio.post("/api/recall", Self.recall, [.origin: "http://localhost"]).status == .ok)
  }

  @Test(
    "names of this machine alone are answered on loopback",
    arguments: [
      ("localhost", true), ("localhost:8080", true), ("LOCALHOST:1", true), ("127.0.0.1:8080", true),
      ("[::1]:80", true),
      ("[::1]", true), ("evil.example", false), ("localhost.evil.example", false), ("127.0.0.1.evil.example", false),
      ("localhost:80@evil.example", false), ("", false), (":8080", false), ("[::1].evil.example", false),
      ("192.168.0.1", false), ("0.0.0.0", false),
    ])
  func hosts(host: String, isMeant: Bool) { #expect(AccessCheck.isLoopback(host) == isMeant) }

  @Test("every answer keeps browsers from foreign scripts, frames, guesses and caches")
  func headers() async throws {
    let studio = try StudioClient(SampleStore())
    for path in ["/", "/app.js", "/api/runs", "/api/runs/none", "/nothing"] {
      let headers = try await studio.get(path).headers
      let policy = headers[.contentSecurityPolicy] ?? ""
      #expect(policy.contains("default-src 'none'") && policy.contains("script-src 'self'"), "\(path)")
      #expect(!policy.contains("unsafe") && policy.contains("frame-ancestors 'none'"))
      #expect(headers[.xContentTypeOptions] == "nosniff")
      #expect(headers[.cacheControl] == (path == "/" || path == "/app.js" ? "no-cache" : "no-store"))
    }
  }

  @Test("tokens are random, and those that users choose are long and plain")
  func tokens() throws {
    #expect(AccessToken().text.count == 32 && AccessToken().text != AccessToken().text)
    for text in ["", "short", "with spaces in it and long", "überüberüberüber", "0123456789abcdef#"] {
      #expect(throws: Problem.self) { try AccessToken(text) }
    }
    #expect(try AccessToken("a-long.token_with~signs").matches("a-long.token_with~signs"))
  }
}
