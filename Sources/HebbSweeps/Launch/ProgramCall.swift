import Foundation
import HebbSupport

/// Calls a program of the system.
struct ProgramCall {
  let status: Int32
  let output: String
  let errors: String

  /// - Throws: `Problem` if the program is not on the `PATH` or cannot be started.
  init(_ name: String, _ arguments: [String], absent: @autoclosure () -> Problem) throws {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
    guard let path = folders.map({ "\($0)/\(name)" }).first(where: FileManager.default.isExecutableFile) else {
      throw absent()
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    let (output, errors) = (Pipe(), Pipe())
    process.standardInput = FileHandle.nullDevice
    (process.standardOutput, process.standardError) = (output, errors)
    do {
      try process.run()
    } catch {
      throw Problem("\(name) cannot be started: \(error.localizedDescription)", at: path)
    }
    func text(_ pipe: Pipe) -> String {
      String(decoding: (try? pipe.fileHandleForReading.readToEnd()) ?? Data(), as: UTF8.self)
        .trimmingCharacters(in: .whitespacesAndNewlines)
    }
    // These programs write a line or two to standard error: not enough to fill a pipe.
    self.output = text(output)
    self.errors = text(errors)
    process.waitUntilExit()
    status = process.terminationStatus
  }
}
