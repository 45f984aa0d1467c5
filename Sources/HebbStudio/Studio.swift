import Foundation
import HTTPTypes
import HebbExperiments
import HebbSupport
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore

/// The page that shows the runs of a store, live, and lets networks and memories be tried out.
public struct Studio: Sendable {
  /// Connections at a time, fewer than the files that a process may have open on most systems; how long one may send
  /// nothing while no answer is under way, and how long take nothing of an answer, so that none is kept from those who
  /// want to ask.
  private static let (connectionLimit, idleLimit, unreadLimit) = (512, TimeAmount.seconds(10), TimeAmount.seconds(30))

  let settings: StudioSettings

  public init(_ settings: StudioSettings) { self.settings = settings }

  /// Serves as long as the process lives.
  ///
  /// - Parameter onStart: is called once the page can be opened, with its address, token included.
  /// - Throws: `Problem` if the address cannot be listened on.
  public func run(onStart: @escaping @Sendable (String) -> Void) async throws {
    let service = StudioService(settings)
    let application = Application(
      router: service.router(),
      server: .http1(
        configuration: HTTP1Channel.Configuration(
          additionalChannelHandlers: [UnreadAnswerHandler(patience: Self.unreadLimit)], idleTimeout: Self.idleLimit)),
      configuration: ApplicationConfiguration(
        address: .hostname(settings.host ?? "127.0.0.1", port: settings.port), serverName: nil,
        availableConnectionsDelegate: MaximumAvailableConnections(Self.connectionLimit)),
      onServerRunning: { channel in onStart(address(port: channel.localAddress?.port ?? settings.port)) },
      logger: Logger(label: "hebb.studio") { _ in SwiftLogNoOpLogHandler() })
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await service.watcher.run() }
      group.addTask {
        do { try await application.run() } catch let error as IOError { throw problem(error.errnoCode) }
      }
      // A server that cannot listen needs no watcher.
      defer { group.cancelAll() }
      try await group.next()
    }
  }

  private func address(port: Int) -> String {
    let host = settings.host.map { $0.contains(":") ? "[\($0)]" : $0 } ?? "localhost"
    return "http://\(host):\(port)/#token=\(settings.token.text)"
  }

  private func problem(_ code: Int32) -> Problem {
    let place = "\(settings.host ?? "localhost"):\(settings.port)"
    guard code == EADDRINUSE else {
      return Problem(
        "the studio cannot listen there: \(String(cString: strerror(code)))", at: place,
        advice: "Choose another --port above 1023, and an address of this machine for --host.")
    }
    return Problem(
      "port \(settings.port) is in use by another program, perhaps by another studio", at: place,
      advice: "Choose another one: --port \(settings.port + 1), or --port 0 for any that is free.")
  }
}

/// What all requests of a studio share.
struct StudioService: Sendable {
  let settings: StudioSettings
  let store: SealedFolder
  let catalog: RunCatalog
  let hub = EventHub()
  let watcher: StoreWatcher
  let work = WorkLimit(2)

  init(_ settings: StudioSettings) {
    self.settings = settings
    store = SealedFolder(settings.store)
    catalog = RunCatalog(store, hub)
    watcher = StoreWatcher(store, catalog, hub)
  }

  func router() -> Router<BasicRequestContext> {
    let access = AccessCheck(
      token: settings.token, isLocal: settings.isLocal, cookie: "hebb-studio-\(settings.port)")
    let router = Router()
    router.add(middleware: ProblemMiddleware())
    AssetRoutes().add(to: router)
    let reading = router.group("api").add(middleware: AccessMiddleware { try access.checkReading($0) })
    let changing = router.group("api").add(middleware: AccessMiddleware { try access.checkChanging($0) })
    let runs = RunRoutes(store: store, catalog: catalog, hub: hub)
    runs.add(reading: reading, changing: changing)
    WritingRoutes(runs: runs, work: work).add(changing: changing)
    SweepRoutes(store: store).add(reading: reading)
    RuleRoutes(work: work).add(reading: reading, changing: changing)
    MemoryRoutes(work: work).add(reading: reading, changing: changing)
    SessionRoutes(access: access, store: settings.store).add(reading: reading, changing: changing)
    return router
  }
}
