import ArgumentParser
import Foundation
import HebbStudio
import HebbSupport

/// `hebb studio`: the page that shows what happens in the store.
struct StudioCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "studio",
    abstract: "Serve a page that shows runs while they train, and lets networks and memories be tried out.",
    discussion: """
      Open the printed address in a browser. The page lists the runs of the store with their progress, draws their \
      curves, receptive fields and neurons as they change, compares runs, shows sweeps, explains the learning rules, \
      recalls drawings from associative memories, and lets networks that have read a text write. It needs no network.

      Only this machine can connect, unless --host names an address to listen on: the page then takes the token that is \
      part of the printed address. Whatever changes or computes something takes it always. There is no encryption: \
      across a network, prefer a tunnel (ssh -L 8080:localhost:8080 MACHINE).

      EXAMPLES:
        hebb studio
        hebb studio --store results --port 9000
        hebb studio --host 0.0.0.0
      """)

  @Option(help: ArgumentHelp("The port to listen on; 0 for any that is free.", valueName: "n"))
  var port = 8080

  @Option(
    help: ArgumentHelp(
      "The address to listen on, so that other machines can connect (default: this machine only).",
      valueName: "address"))
  var host: String?

  @Option(
    help: ArgumentHelp(
      "The secret that opens the page: at least 16 letters and digits (default: a new random one).", valueName: "text"))
  var token: String?

  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if !(0...65535).contains(port) { throw ValidationError("--port \(port): choose from 0 to 65535.") }
  }

  func run() async throws {
    let settings = StudioSettings(
      store: storeOptions.folder, host: host, port: port, token: try token.map { try AccessToken($0) } ?? AccessToken())
    let isJSON = output.json
    // Whoever reads a pipe wants the address now, not when a buffer is full.
    let show: @Sendable (String) -> Void = { address in
      let text = isJSON ? (try? JSONOutput.text(["address": address])) ?? "" : "studio: \(address)"
      FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }
    // There is nothing to save, and connections would last as long as pages are open.
    let handler = InterruptHandler { _exit(EXIT_SUCCESS) }
    defer { withExtendedLifetime(handler) {} }
    try await Studio(settings).run(onStart: show)
  }
}
