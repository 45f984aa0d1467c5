import Foundation
import HTTPTypes
import HebbExperiments
import HebbSupport
import Hummingbird

/// Networks that have learned a text write, and the page shows each character as it comes.
struct WritingRoutes: Sendable {
  let runs: RunRoutes
  let work: WorkLimit

  func add(changing: RouterGroup<BasicRequestContext>) {
    changing.post("runs/:name/write") { request, context in
      let run = try await runs.find(context)
      let wanted = try await request.json(WritingRequest.self)
      try wanted.check()
      // The network is read by other code, which follows links.
      guard
        ["run.json", "spec.yaml", "checkpoint.safetensors"].allSatisfy({ runs.store.holdsFile("\(run.name)/\($0)") })
      else { throw StudioError(.conflict, "this run has saved no network yet", at: run.name) }
      let folder = RunFolder(runs.store.url.appendingPathComponent(run.name, isDirectory: true))
      return try await answer(wanted, folder)
    }
  }

  /// Mistakes, such as a character that the network does not know, are found before the answer begins.
  private func answer(_ wanted: WritingRequest, _ folder: RunFolder) async throws -> Response {
    let place = try work.enter()
    let stop = StopRequest()
    let (pieces, output) = AsyncStream.makeStream(of: String.self)
    output.onTermination = { _ in stop.request() }
    try await withCheckedThrowingContinuation { (begun: CheckedContinuation<Void, any Error>) in
      DispatchQueue.global(qos: .utility).async {
        defer { withExtendedLifetime(place) { output.finish() } }
        do {
          let generation = try TextGeneration(folder)
          try generation.symbols(of: wanted.prompt)
          begun.resume()
          try? generation.write(
            after: wanted.prompt, length: wanted.length, temperature: wanted.temperature, most: wanted.most,
            seed: wanted.seed
          ) { piece in
            output.yield(piece)
            return !stop.isRequested
          }
        } catch {
          begun.resume(throwing: error)
        }
      }
    }
    return Response(
      status: .ok, headers: [.contentType: "text/plain; charset=utf-8"],
      body: ResponseBody { writer in
        for await piece in pieces { try await writer.write(ByteBuffer(string: piece)) }
        try await writer.finish(nil)
      })
  }
}

/// What the writing page asks for.
struct WritingRequest: Decodable, Sendable {
  let prompt: String
  /// Characters.
  let length: Int
  let temperature: Double
  /// Only so many of the most probable characters are drawn from; nil for all.
  let most: Int?
  let seed: UInt64

  func check() throws(StudioError) {
    func refuse(_ what: String, _ place: String) -> StudioError { StudioError(.badRequest, what, at: place) }
    guard (1...10_000).contains(prompt.utf8.count) else {
      throw refuse("the prompt must have 1 to 10000 characters", "prompt")
    }
    guard (0...20_000).contains(length) else { throw refuse("the length must be 0 to 20000 characters", "length") }
    guard (0...100).contains(temperature) else { throw refuse("the temperature must be 0 to 100", "temperature") }
    guard (1...1000).contains(most ?? 1) else { throw refuse("the choice must be among 1 to 1000 characters", "most") }
  }
}
