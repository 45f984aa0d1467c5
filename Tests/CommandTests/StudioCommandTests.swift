import Foundation
import Testing

/// `hebb studio`, as far as its start and its end.
@Suite("The studio, by the program")
struct StudioCommandTests {
  @Test("a port that is in use is named, with another one to take")
  func portInUse() throws {
    let (listener, port) = try Self.listener()
    defer { close(listener) }
    let result = try hebb("studio", "--port", "\(port)")
    #expect(result.exitCode == 1 && result.output.isEmpty)
    #expect(result.errors.contains("port \(port) is in use"), "\(result.errors)")
    #expect(result.errors.contains("--port \(port + 1)"))
    let json = try hebb("studio", "--port", "\(port)", "--json")
    #expect(json.exitCode == 1 && json.output.contains("\"what\""))
  }

  @Test("addresses of other machines, ports and tokens that cannot be are refused")
  func badInput() throws {
    let host = try hebb("studio", "--host", "192.0.2.1", "--port", "0")
    #expect(host.exitCode == 1 && host.errors.contains("cannot listen"), "\(host)")
    #expect(try hebb("studio", "--port", "70000").exitCode == 64)
    let token = try hebb("studio", "--token", "secret")
    #expect(token.exitCode == 1 && token.errors.contains("--token"))
  }

  @Test("the address is printed once the page can be opened, and Ctrl-C ends it without complaint")
  func address() throws {
    let (listener, port) = try Self.listener()
    close(listener)
    let store = FileManager.default.temporaryDirectory.appendingPathComponent("none-\(UUID().uuidString)")
    let result = try hebb("studio", "--port", "\(port)", "--store", store.path, "--json") { process in
      // What it has printed so far.
      let output = "/proc/\(process.processIdentifier)/fd/1"
      func hasPrinted() -> Bool { (try? String(contentsOfFile: output, encoding: .utf8))?.contains("}") == true }
      let deadline = Date(timeIntervalSinceNow: 60)
      while process.isRunning, Date() < deadline, !hasPrinted() { usleep(20_000) }
      #expect(Self.answers(port))
      process.interrupt()
    }
    #expect(result.exitCode == 0 && result.errors.isEmpty, "\(result)")
    let address = try #require(try result.object()["address"] as? String)
    #expect(address.hasPrefix("http://localhost:\(port)/#token="))
    #expect(!FileManager.default.fileExists(atPath: store.path), "looking makes no store")
  }

  private static func answers(_ port: UInt16) -> Bool {
    let client = socket(AF_INET, stream, 0)
    defer { close(client) }
    return withAddress(port: port) { connect(client, $0, $1) == 0 }
  }

  #if canImport(Glibc)
    private static let stream = Int32(SOCK_STREAM.rawValue)
  #else
    private static let stream = SOCK_STREAM
  #endif

  /// Hands the address of a port of loopback to the system.
  private static func withAddress<Value>(
    port: UInt16, _ use: (UnsafeMutablePointer<sockaddr>, socklen_t) throws -> Value
  ) rethrows -> Value {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    address.sin_port = port.bigEndian
    return try withUnsafeMutablePointer(to: &address) { pointer in
      try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        try use($0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
  }

  /// A socket that listens on a free port of loopback, and that port.
  private static func listener() throws -> (Int32, UInt16) {
    let listener = socket(AF_INET, stream, 0)
    let port = try withAddress(port: 0) { address, length in
      var length = length
      try #require(bind(listener, address, length) == 0 && listen(listener, 1) == 0)
      try #require(getsockname(listener, address, &length) == 0)
      return address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { UInt16(bigEndian: $0.pointee.sin_port) }
    }
    return (listener, port)
  }
}
