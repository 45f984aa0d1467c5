import Foundation
import HTTPTypes
import HebbSupport
import Hummingbird

/// The list of runs, what is known of each, their pictures, and events as they happen.
struct RunRoutes: Sendable {
  let store: SealedFolder
  let catalog: RunCatalog
  let hub: EventHub

  private struct Tags: Decodable {
    let tags: [String]
  }

  func add(reading: RouterGroup<BasicRequestContext>, changing: RouterGroup<BasicRequestContext>) {
    changing.post("runs/:name/tags") { request, context in
      let wanted = try await request.json(Tags.self)
      guard wanted.tags.count <= 32 else {
        throw StudioError(.badRequest, "a run can have 32 tags at most", at: "tags")
      }
      return try Reply.json(try await catalog.tag(try await find(context), wanted.tags))
    }
    changing.delete("runs/:name") { _, context in
      try await catalog.remove(try await find(context))
      return Reply.json("{}")
    }
    reading.get("runs") { _, _ in
      let (runs, json) = try await catalog.list()
      let progress = runs.filter(\.isRunning).compactMap { run in
        store.read("\(run.name)/progress.json").flatMap(JSONText.checked).map { (run.name, $0) }
      }
      let members = try progress.map { "\(try JSONText.of($0.0)):\($0.1)" }
      return Reply.json(
        JSONText.object(["runs": json, "progress": "{" + members.joined(separator: ",") + "}"]))
    }
    reading.get("runs/:name") { _, context in
      let run = try await find(context)
      return Reply.json(try RunDetails(run, settings: await catalog.settings(of: run), in: store).json)
    }
    reading.get("runs/:name/report") { _, context in try report(context) }
    reading.get("runs/:name/:folder/:file") { _, context in try picture(context) }
    reading.get("events") { request, _ in
      let runs = request.uri.queryParameters[values: "run"].map(String.init)
      guard runs.count <= EventHub.runLimit, runs.allSatisfy(SealedFolder.isPath) else {
        throw StudioError(.badRequest, "these are too many runs, or no names of runs", at: "run")
      }
      return EventStream.response(try hub.subscribe(runs: Set(runs)))
    }
  }

  /// The run that a request names.
  func find(_ context: BasicRequestContext) async throws -> ListedRun {
    try await catalog.run(named: context.part("name"))
  }

  /// The page that a training has written, which nobody vouches for: browsers run no scripts in it.
  private func report(_ context: BasicRequestContext) throws -> Response {
    guard let data = store.read("\(context.part("name"))/report.html") else { throw StudioError.missing("report") }
    var response = Reply.bytes(data, type: "text/html; charset=utf-8")
    response.headers[.contentSecurityPolicy] =
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
      + "frame-ancestors 'none'; sandbox"
    return response
  }

  /// Pictures are what lies in these two folders and is called so; no other file is handed out.
  private func picture(_ context: BasicRequestContext) throws -> Response {
    let (name, folder, file) = (context.part("name"), context.part("folder"), context.part("file"))
    guard ["figures", "history"].contains(folder), file.hasSuffix(".png"),
      let data = store.read("\(name)/\(folder)/\(file)", limit: 16 << 20), data.starts(with: [0x89, 0x50, 0x4E, 0x47])
    else { throw StudioError.missing("such picture") }
    return Reply.bytes(data, type: "image/png")
  }
}
