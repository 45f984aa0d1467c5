import Foundation
import Testing

/// A server on this machine (Python's) that sends zeros as if they were the first file of MNIST, slowly, from wherever
/// it is asked to.
final class SlowServer: Sendable {
  static let isAvailable = FileManager.default.isExecutableFile(atPath: python)

  private static let python = "/usr/bin/python3"

  private let process = Process()
  /// Held open: the server ends when it is closed, and so when the test process ends in whatever way.
  private let input = Pipe()
  let address: String

  init() throws {
    process.executableURL = URL(fileURLWithPath: Self.python)
    process.arguments = ["-c", Self.script]
    let output = Pipe()
    (process.standardInput, process.standardOutput) = (input, output)
    try process.run()
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    let port = try #require(Int(line.trimmingCharacters(in: .whitespacesAndNewlines)))
    address = "http://127.0.0.1:\(port)/files"
  }

  deinit { process.terminate() }

  private static let script = #"""
    import http.server, re, sys, threading, time

    size = 9912422

    class Handler(http.server.BaseHTTPRequestHandler):
        def log_message(self, *arguments):
            pass

        def do_GET(self):
            wanted = self.headers.get("Range")
            start = int(re.match(r"bytes=(\d+)-", wanted).group(1)) if wanted else 0
            self.send_response(206 if wanted else 200)
            self.send_header("Content-Length", str(size - start))
            self.send_header("ETag", '"zeros"')
            if wanted:
                self.send_header("Content-Range", f"bytes {start}-{size - 1}/{size}")
            self.end_headers()
            for _ in range(start, size, 10000):
                self.wfile.write(bytes(10000))
                time.sleep(0.02)

    http.server.ThreadingHTTPServer.handle_error = lambda *arguments: None
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(server.server_address[1], flush=True)
    sys.stdin.read()
    """#
}
