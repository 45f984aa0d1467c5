import Foundation
import HebbSupport
import Testing

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// A real HTTP server on this machine (Python's) that can misbehave. The first part of a path says how:
///
/// | path | answer |
/// | --- | --- |
/// | `/ok/F` | the file, with Range and If-Range |
/// | `/cut/F` | the file, but the connection breaks after half of what is asked for, until 1,000 bytes or fewer are asked for |
/// | `/cut-whole/F` | ignores Range, and breaks off after half of the file |
/// | `/whole/F` | ignores Range: always the whole file with status 200 |
/// | `/shifted/F` | status 206, but from the beginning whatever is asked for |
/// | `/416/F` | status 416 to every Range |
/// | `/wrong/F` | the right number of wrong bytes |
/// | `/short/F` | half of the file as if it were all |
/// | `/endless/F` | more bytes than the file has, without announcing their number |
/// | `/encoded/F` | the file, marked as `Content-Encoding: x-gzip` |
/// | `/slow/F` | the file, after a second |
/// | `/silent/F` | nothing, for minutes |
/// | `/log` | a line for each request so far: path, Range, If-Range |
final class LocalServer: Sendable {
  static let isAvailable = python != nil

  private static let python: URL? = ["/usr/bin/python3", "/usr/local/bin/python3", "/opt/homebrew/bin/python3"]
    .map { URL(fileURLWithPath: $0) }.first { FileManager.default.isExecutableFile(atPath: $0.path) }

  private let process: Process
  /// Held open: the server ends when it is closed, and so when the test process ends in whatever way.
  private let input = Pipe()
  let base: URL

  /// - Parameter folder: what is served.
  init(serving folder: URL) throws {
    process = Process()
    process.executableURL = Self.python
    process.arguments = ["-c", Self.script, folder.path]
    let output = Pipe()
    (process.standardInput, process.standardOutput) = (input, output)
    try process.run()
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    let port = try #require(Int(line.trimmingCharacters(in: .whitespacesAndNewlines)))
    base = try #require(URL(string: "http://127.0.0.1:\(port)"))
  }

  deinit { process.terminate() }

  func mirror(_ behaviour: String) -> URL { base.appendingPathComponent(behaviour) }

  /// The requests so far.
  func log() async throws -> [String] {
    let (data, _) = try await URLSession.shared.data(from: base.appendingPathComponent("log"))
    return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  private static let script = #"""
    import hashlib, http.server, os, re, sys, threading, time

    folder, log = sys.argv[1], []

    class Handler(http.server.BaseHTTPRequestHandler):
        def log_message(self, *arguments):
            pass

        def answer(self, status, body, send=None, **headers):
            self.send_response(status)
            if headers.pop("announce", True):
                self.send_header("Content-Length", str(len(body)))
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.end_headers()
            self.wfile.write(body if send is None else body[:send])

        def do_GET(self):
            if self.path == "/log":
                return self.answer(200, "\n".join(log).encode())
            behaviour, name = self.path.strip("/").split("/", 1)
            range_header, condition = self.headers.get("Range"), self.headers.get("If-Range")
            log.append(f"{self.path} {range_header or '-'} {condition or '-'}")
            path = os.path.join(folder, name)
            if not os.path.exists(path):
                return self.answer(404, b"no such file")
            with open(path, "rb") as file:
                body = file.read()
            tag = '"' + hashlib.md5(body).hexdigest() + '"'
            if behaviour == "slow":
                time.sleep(1)
            if behaviour == "silent":
                time.sleep(300)
            if behaviour == "wrong":
                return self.answer(200, bytes(255 - byte for byte in body))
            if behaviour == "short":
                return self.answer(200, body[:len(body) // 2])
            if behaviour == "endless":
                return self.answer(200, body + b"x", announce=False)
            if behaviour == "encoded":
                return self.answer(200, body, Content_Encoding="x-gzip")
            if behaviour == "416" and range_header:
                return self.answer(416, b"")
            if behaviour == "cut-whole":
                return self.answer(200, body, send=len(body) // 2)
            start = int(re.match(r"bytes=(\d+)-", range_header).group(1)) if range_header else 0
            if behaviour == "shifted" and range_header:
                return self.answer(206, body, Content_Range=f"bytes 0-{len(body) - 1}/{len(body)}")
            if behaviour == "whole" or not range_header or (condition and condition != tag):
                start = 0
            part = body[start:]
            send = len(part) // 2 if behaviour == "cut" and len(part) > 1000 else None
            if start == 0:
                return self.answer(200, part, send, ETag=tag)
            if start >= len(body):
                return self.answer(416, b"")
            self.answer(206, part, send, ETag=tag, Content_Range=f"bytes {start}-{len(body) - 1}/{len(body)}")

    # A client that goes away in the middle is part of the tests, no reason for a traceback.
    http.server.ThreadingHTTPServer.handle_error = lambda *arguments: None
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(server.server_address[1], flush=True)
    sys.stdin.read()
    """#
}
