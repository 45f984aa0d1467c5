import Dispatch
import Foundation
import HebbExperiments

/// Turns Ctrl-C and a polite request to terminate into a wish to stop at the next batch. A second Ctrl-C ends at once.
final class InterruptHandler {
  let stop = StopRequest()
  private var sources: [any DispatchSourceSignal] = []

  init() {
    let stop = stop
    for number in [SIGINT, SIGTERM] {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        if stop.isRequested { _exit(128 + number) }
        FileHandle.standardError.write(Data("\nstopping after this batch; press Ctrl-C again to quit at once\n".utf8))
        stop.request()
      }
      source.resume()
      sources.append(source)
    }
  }
}
