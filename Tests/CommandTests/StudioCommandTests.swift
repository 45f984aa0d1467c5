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
    let output = FileManager.default.temporaryDirectory.appendingPathComponent("studio-\(UUID().uuidString)")
    FileManager.default.createFile(atPath: output.path, contents: nil)
    defer { try? FileManager.default.removeItem(at: output) }
    let result = try hebb("studio", "--port", "0", "--store", output.path + "-none", "--json") { process in
      // Its output goes to a file that only shows when it has ended; the signal is what is tested here.
      Thread.sleep(forTimeInterval: 1)
      #expect(process.isRunning)
      process.interrupt()
    }
    #expect(result.exitCode == 0 && result.errors.isEmpty, "\(result)")
    let object = try result.object()
    #expect((object["address"] as? String)?.hasPrefix("http://localhost:") == true)
    #expect((object["address"] as? String)?.contains("/#token=") == true)
  }

  /// A socket on loopback that listens, and its port.
  private static func listener() throws -> (Int32, UInt16) {
    #if canImport(Glibc)
      let stream = Int32(SOCK_STREAM.rawValue)
    #else
      let stream = SOCK_STREAM
    #endif
    let listener = socket(AF_INET, stream, 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    try withUnsafeMutablePointer(to: &address) { pointer in
      try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        try #require(bind(listener, address, length) == 0 && listen(listener, 1) == 0)
        try #require(getsockname(listener, address, &length) == 0)
      }
    }
    return (listener, UInt16(bigEndian: address.sin_port))
  }
}
