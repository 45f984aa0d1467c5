import Foundation
import TestSupport

/// What a run of the `hebb` program left behind.
struct CommandResult {
  let output: String
  let errors: String
  let exitCode: Int32
}

/// Runs the program that was built beside the tests; its standard streams are files, so it sees no terminal.
///
/// - Parameters:
///   - environment: variables beside those of the tests.
///   - meanwhile: called while it runs.
func hebb(
  _ arguments: String..., environment: [String: String] = [:], meanwhile: (Process) throws -> Void = { _ in }
) throws -> CommandResult {
  try hebb(arguments, environment: environment, meanwhile: meanwhile)
}

func hebb(
  _ arguments: [String], environment: [String: String] = [:], meanwhile: (Process) throws -> Void = { _ in }
) throws -> CommandResult {
  try run(programURL, arguments, environment: environment, meanwhile: meanwhile)
}

/// Runs any program in the same way.
func run(
  _ program: URL, _ arguments: [String], environment: [String: String] = [:],
  meanwhile: (Process) throws -> Void = { _ in }
) throws -> CommandResult {
  let folder = try TemporaryFolder()
  defer { withExtendedLifetime(folder) {} }
  let (output, errors) = (folder.file("output"), folder.file("errors"))
  for file in [output, errors] { try Data().write(to: file) }

  let process = Process()
  process.executableURL = program
  process.arguments = arguments
  process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
  process.standardOutput = try FileHandle(forWritingTo: output)
  process.standardError = try FileHandle(forWritingTo: errors)
  try startUnblocked(process)
  defer { process.terminate() }
  try meanwhile(process)
  process.waitUntilExit()
  return CommandResult(
    output: try String(contentsOf: output, encoding: .utf8), errors: try String(contentsOf: errors, encoding: .utf8),
    exitCode: process.terminationStatus)
}

/// Threads that run tests block signals, and so would the program that they start.
private func startUnblocked(_ process: Process) throws {
  var (none, own) = (sigset_t(), sigset_t())
  sigemptyset(&none)
  pthread_sigmask(SIG_SETMASK, &none, &own)
  defer { pthread_sigmask(SIG_SETMASK, &own, nil) }
  try process.run()
}

var programURL: URL {
  #if os(macOS)
    // The test bundle lies beside the program; the process that runs it does not.
    let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") } ?? .main
    return bundle.bundleURL.deletingLastPathComponent().appendingPathComponent("hebb")
  #else
    return URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appendingPathComponent("hebb")
  #endif
}
