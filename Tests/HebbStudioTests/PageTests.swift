import Foundation
import HTTPTypes
import HebbExperiments
import HebbSweeps
import Hummingbird
import Testing

@testable import HebbStudio

@Suite("The page's files and the smaller routes")
struct PageTests {
  private static let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../Sources/HebbStudio/Assets").standardizedFileURL

  @Test("every file is served, and none asks for one that is not, or for another host")
  func assets() throws {
    let served = Set(Asset.all.map(\.0))
    // The styles are served as one.
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.sources.path).map { name in
      name.hasSuffix(".css") ? "studio.css" : name
    }
    #expect(served == Set(files))
    for (name, asset) in Asset.all {
      let text = String(buffer: asset.bytes)
      for match in text.matches(of: /(?:from|import\(?) ?'\.\/([\w.-]+)'/) {
        #expect(served.contains(String(match.1)), "\(name) imports \(match.1)")
      }
      for match in text.matches(of: /(?:src|href)="([\w.-]+)"/) where name == "index.html" {
        #expect(served.contains(String(match.1)), "\(match.1)")
      }
      let addresses = text.matches(of: /https?:\/\/[\w.]+/).map { String($0.0) }
      #expect(addresses.allSatisfy { $0 == "http://www.w3.org" }, "\(name): \(addresses)")
    }
  }

  @Test("browsers that have a file already are told so")
  func tags() async throws {
    let studio = try StudioClient(SampleStore())
    let first = try await studio.get("/app.js")
    #expect(first.status == .ok && first.headers[.contentType] == "text/javascript; charset=utf-8")
    let tag = try #require(first.headers[.eTag])
    #expect(try await studio.get("/app.js", [.ifNoneMatch: tag]).status == .notModified)
    #expect(try await studio.get("/app.js", [.ifNoneMatch: "\"other\""]).status == .ok)
    let head = try await studio.change(.head, "/", token: nil)
    #expect(head.status == .ok && head.content.isEmpty)
  }

  @Test("rules come with formulas, and with pictures on request")
  func rules() async throws {
    let studio = try StudioClient(SampleStore())
    let rules = try #require(try await studio.get("/api/rules").object["rules"] as? [[String: Any]])
    #expect(rules.contains { $0["name"] as? String == "oja" && $0["formula"] as? String == "Δw = y (x − y w)" })
    let picture = try await studio.post("/api/rules/picture", #"{"kind": "constraint", "name": "clip"}"#)
    #expect((picture.object["svg"] as? String)?.hasPrefix("<svg") == true, "\(picture.text.prefix(200))")
    for body in [#"{"kind": "rule", "name": "none"}"#, #"{"kind": "none", "name": "oja"}"#] {
      #expect(try await studio.post("/api/rules/picture", body).status == .notFound)
    }
  }

  @Test("sweeps are listed and shown, damaged ones are not")
  func sweeps() async throws {
    let store = try SampleStore()
    let experiment = ExperimentFile.images(try ExperimentSpecification.resolve("hebbian-cnn"))
    let definition = try SweepDefinition(
      experiment,
      parameters: [
        SweepParameter(grid: "layers.0.rule=hebb,oja"), SweepParameter(random: "learningRate=log:1e-4:1e-2"),
      ],
      trials: 4, seeds: [1, 2], seed: 1, pruning: .none, metric: SweepMetric("accuracy.output", .max), data: nil,
      limit: nil,
      validation: 100)
    let name = try SweepFolder.create(definition, of: experiment, in: store.url).url.lastPathComponent
    try store.write("{", to: "damaged/sweep.json")
    let studio = try StudioClient(store)
    let list = try #require(
      try JSONSerialization.jsonObject(with: Data(try await studio.get("/api/sweeps").text.utf8)) as? [[String: Any]])
    #expect(list.count == 1 && list[0]["status"] as? String == "paused" && list[0]["trials"] as? Int == 4)
    let sweep = try await studio.get("/api/sweeps/\(name)").object
    #expect(sweep["goal"] as? String == "maximize" && sweep["metric"] as? String == "accuracy.output")
    let trials = try #require(sweep["trials"] as? [[String: Any]])
    let parameters = try #require(trials[0]["parameters"] as? [String: Any])
    #expect(parameters["layers.0.rule"] as? String == "hebb" && parameters["learningRate"] is Double)
    #expect(sweep["scales"] as? [String: String] == ["layers.0.rule": "list", "learningRate": "logarithmic"])
    for name in ["damaged", "none", "..", "%2e%2e"] {
      #expect(try await studio.get("/api/sweeps/\(name)").status == .notFound)
    }
  }

  @Test("only networks that have learned a text write, and requests for it are checked")
  func writing() async throws {
    let store = try SampleStore()
    try store.addRun("a")
    let studio = try StudioClient(store)
    let good = #"{"prompt": "It", "length": 5, "temperature": 1, "seed": 1}"#
    #expect(try await studio.post("/api/runs/a/write", good).status == .conflict)
    #expect(try await studio.post("/api/runs/none/write", good).status == .notFound)
    for (body, place) in [
      (#"{"prompt": "", "length": 5, "temperature": 1, "seed": 1}"#, "prompt"),
      (#"{"prompt": "It", "length": 1000000, "temperature": 1, "seed": 1}"#, "length"),
      (#"{"prompt": "It", "length": 5, "temperature": -1, "seed": 1}"#, "temperature"),
      (#"{"prompt": "It", "length": 5, "temperature": 1, "seed": 1, "most": 0}"#, "most"),
      (#"{"prompt": "It", "length": 5, "temperature": 1}"#, "seed"),
    ] {
      let answer = try await studio.post("/api/runs/a/write", body)
      #expect(answer.status == .badRequest)
      #expect((answer.object["error"] as? [String: Any])?["place"] as? String == place)
    }
  }
}
