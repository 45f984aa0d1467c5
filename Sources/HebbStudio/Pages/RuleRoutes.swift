import HTTPTypes
import HebbExperiments
import HebbFigures
import Hummingbird
import Synchronization

/// Every rule and other part of a layer, with its formula; on request a picture of what it does.
struct RuleRoutes: Sendable {
  let work: WorkLimit
  private let pictures = PictureCache()

  init(work: WorkLimit) { self.work = work }

  private struct PictureRequest: Decodable {
    let kind: String
    let name: String
  }

  struct Picture: Encodable, Sendable {
    let svg: String
    let caption: String
  }

  func add(reading: RouterGroup<BasicRequestContext>, changing: RouterGroup<BasicRequestContext>) {
    reading.get("rules") { _, _ in try Reply.json(RuleLibrary.standard) }
    changing.post("rules/picture") { request, _ in
      let wanted = try await request.json(PictureRequest.self)
      guard let kind = PartKind(rawValue: wanted.kind),
        let name = RuleLibrary.standard.entries(kind).first(where: { $0.name == wanted.name })?.name
      else { throw StudioError.missing("rule or part of this name") }
      guard let picture = try await picture(of: name, kind) else { throw StudioError.missing("picture of \(name)") }
      return try Reply.json(picture)
    }
  }

  private func picture(of name: String, _ kind: PartKind) async throws -> Picture? {
    let key = "\(kind.rawValue).\(name)"
    if let kept = pictures[key] { return kept }
    let picture = try await work.run {
      try RuleGallery.picture(of: name, kind, images: .computed).map {
        Picture(svg: $0.sheet.svg(), caption: $0.caption)
      }
    }
    if let picture { pictures[key] = picture }
    return picture
  }
}

/// Pictures always come out the same, so that each is drawn once.
private final class PictureCache: Sendable {
  private let kept = Mutex<[String: RuleRoutes.Picture]>([:])

  subscript(key: String) -> RuleRoutes.Picture? {
    get { kept.withLock { $0[key] } }
    set { kept.withLock { $0[key] = newValue } }
  }
}
