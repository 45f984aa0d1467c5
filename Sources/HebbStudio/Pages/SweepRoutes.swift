import HTTPTypes
import HebbSupport
import Hummingbird

/// The sweeps of the store.
struct SweepRoutes: Sendable {
  let store: SealedFolder

  /// A sweep in the list.
  struct Entry: Encodable {
    let folder: String
    let name: String
    let status: String
    let metric: String
    let trials: Int
    let finished: Int
    let best: Double?

    init(folder: String, _ sweep: Sweep) {
      let values = sweep.trials.compactMap(\.value)
      (self.folder, name, status, metric) = (folder, sweep.name, sweep.status, sweep.metric)
      (trials, finished) = (sweep.trials.count, values.count)
      best = sweep.goal == .maximize ? values.max() : values.min()
    }
  }

  func add(reading: RouterGroup<BasicRequestContext>) {
    reading.get("sweeps") { _, _ in
      try Reply.json(
        store.names().reversed().filter { store.holdsFile("\($0)/\(Sweep.file)") }.compactMap { folder in
          Sweep(folder, in: store).map { Entry(folder: folder, $0) }
        })
    }
    reading.get("sweeps/:name") { _, context in
      guard let sweep = Sweep(context.part("name"), in: store) else {
        throw StudioError.missing("sweep of this name")
      }
      return try Reply.json(sweep)
    }
  }
}
