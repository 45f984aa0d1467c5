import Foundation
import Testing

/// Controller, two nodes and munge on this machine, stopped with this object.
final class LoopbackSlurm: Sendable {
  private let folder: URL
  private static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../scripts/tests/slurm").standardizedFileURL

  static let whatItTakes: Comment = "it takes root, and Debian's slurm-wlm and munge, which scripts/setup test installs"

  static var isPossible: Bool {
    let programs = ["/usr/sbin/slurmctld", "/usr/sbin/slurmd", "/usr/sbin/munged", "/usr/bin/sbatch"]
    return getuid() == 0 && programs.allSatisfy { FileManager.default.isExecutableFile(atPath: $0) }
  }

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("slurm-\(UUID().uuidString.prefix(8))")
    let status = try Self.run(Self.script, ["start", folder.path])
    try #require(status == 0, "Slurm did not start")
  }

  deinit { _ = try? Self.run(Self.script, ["stop", folder.path]) }

  var environment: [String: String] { ["SLURM_CONF": folder.appendingPathComponent("slurm.conf").path] }

  func call(_ program: String, _ arguments: String...) throws -> Int32 {
    try Self.run(URL(fileURLWithPath: "/usr/bin/\(program)"), arguments, environment: environment)
  }

  /// The states of a job's tasks.
  func states(_ job: String) throws -> [String] {
    let output = Pipe()
    _ = try Self.run(
      URL(fileURLWithPath: "/usr/bin/squeue"),
      ["--noheader", "--array", "--states=all", "--format=%T", "--job=\(job)"], environment: environment, output: output
    )
    let text = try output.fileHandleForReading.readToEnd() ?? Data()
    return String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  private static func run(
    _ program: URL, _ arguments: [String], environment: [String: String] = [:], output: Pipe? = nil
  ) throws -> Int32 {
    let process = Process()
    (process.executableURL, process.arguments) = (program, arguments)
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    if let output { process.standardOutput = output }
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }
}
