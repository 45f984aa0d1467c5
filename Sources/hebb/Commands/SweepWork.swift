import ArgumentParser
import Foundation
import HebbExperiments
import HebbSupport
import HebbSweeps

/// `hebb sweep work`: what the processes of a sweep run, on this machine and as tasks of Slurm.
struct SweepWork: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "work", abstract: "Train runs of a sweep until none is left to take.", shouldDisplay: false)

  @Argument(help: ArgumentHelp("The sweep's folder.", valueName: "sweep"))
  var sweep: String

  @Flag(help: "Stop, with everything saved, when standard input ends: whoever holds it open is gone then.")
  var stopAtEndOfInput = false

  @OptionGroup var threads: ThreadOptions
  @OptionGroup var store: StoreOptions

  func run() throws {
    let folder = try SweepFolder.find(sweep, in: store.folder)
    let stop = StopRequest()
    let interrupts = InterruptHandler(stopping: stop)
    defer { withExtendedLifetime(interrupts) {} }
    if stopAtEndOfInput { Self.watchInput(stop) }
    do {
      try SweepWorker(folder, parallel: threads.parallel).work(stop: stop) { event in
        switch event {
        case .began(let title): Self.log(title)
        case .measured(let title, let value): Self.log("\(title): \(value)")
        case .failed(let title, let problem): Self.log("\(title): failed: \(problem.description)")
        }
      }
    } catch is Interruption {
      throw Interrupted(Problem("stopped; everything is saved", at: folder.url.path))
    }
  }

  /// The launcher holds the input open and never writes to it.
  private static func watchInput(_ stop: StopRequest) {
    Thread.detachNewThread {
      _ = try? FileHandle.standardInput.readToEnd()
      log("the launcher is gone")
      stop.request()
    }
  }

  private static func log(_ line: String) {
    FileHandle.standardError.write(Data("\(Date().ISO8601Format()) \(line)\n".utf8))
  }
}
