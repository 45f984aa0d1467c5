import ArgumentParser
import Foundation
import HebbSupport

/// Turns whatever a command throws into what the user sees, and ends the process.
enum ErrorReporting {
  /// - Parameter arguments: looked through for `--json`, because the command line may be what could not be parsed.
  static func exit(with error: any Error, arguments: [String]) -> Never {
    let wantsJSON = wantsJSON(arguments)
    switch error {
    case let problem as Problem:
      report(problem, asJSON: wantsJSON, code: EXIT_FAILURE)
    case let interrupted as Interrupted:
      report(interrupted.problem, asJSON: wantsJSON, code: 130)  // what shells give for a process ended by Ctrl-C
    case is CancellationError:
      report(Problem("interrupted"), asJSON: wantsJSON, code: EXIT_FAILURE)
    case _ where isFromParser(error):
      // Also requests for help or the version, which are no errors.
      let code = Hebb.exitCode(for: error)
      guard code == .validationFailure else { Hebb.exit(withError: error) }
      if wantsJSON {
        let advice = "“hebb help” explains the commands."
        report(Problem(Hebb.message(for: error), at: "command line", advice: advice), asJSON: true, code: code.rawValue)
      }
      // The parser adds the usage; its "Error:" is spelled as everywhere else.
      printError(Hebb.fullMessage(for: error).replacing(/^Error:/, with: "error:"))
      Foundation.exit(code.rawValue)
    default:
      report(Problem(error.localizedDescription), asJSON: wantsJSON, code: EXIT_FAILURE)
    }
  }

  private static func isFromParser(_ error: any Error) -> Bool {
    error is CleanExit || error is ExitCode || error is ValidationError
      || Hebb.exitCode(for: error) != .failure
  }

  private static func report(_ problem: Problem, asJSON: Bool, code: Int32) -> Never {
    show(problem, asJSON: asJSON)
    Foundation.exit(code)
  }

  private static func show(_ problem: Problem, asJSON: Bool) {
    let report = ProblemReport(problem)
    if asJSON, let text = try? JSONOutput.text(report) {
      print(text)
    } else {
      printError(report.text)
    }
  }

  /// Tells the user what is wrong, at once, without ending the process.
  static func show(_ problem: Problem, arguments: [String] = CommandLine.arguments) {
    show(problem, asJSON: wantsJSON(arguments))
    fflush(nil)
  }

  private static func wantsJSON(_ arguments: [String]) -> Bool { arguments.prefix { $0 != "--" }.contains("--json") }

  private static func printError(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
  }
}
