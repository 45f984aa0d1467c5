import Foundation
import Testing

@Suite("hebb runs")
struct RunsCommandTests {
  private let tiny: TinyTraining

  /// Two runs that differ in a setting and in the seed.
  init() throws {
    tiny = try TinyTraining()
    _ = try tiny.run("train", "hebbian-cnn", "--epochs", "1")
    _ = try tiny.run("train", "hebbian-cnn-pruned", "--epochs", "2", "--seed", "7")
  }

  private func runs(_ arguments: String...) throws -> CommandResult {
    try hebb(["runs"] + arguments + ["--store", tiny.store.path])
  }

  private func names(_ arguments: String...) throws -> [String] {
    let object = try hebb(["runs", "list"] + arguments + ["--store", tiny.store.path, "--json"]).object()
    return try #require(object["runs"] as? [[String: Any]]).compactMap { $0["experiment"] as? String }
  }

  @Test("Runs are listed, the newest first, sorted and filtered by keys of all kinds")
  func list() throws {
    #expect(try names() == ["hebbian-cnn-pruned", "hebbian-cnn"])
    #expect(try names("--sort", "epochs") == ["hebbian-cnn", "hebbian-cnn-pruned"])
    #expect(try names("--sort", "epochs", "--descending", "--limit", "1") == ["hebbian-cnn-pruned"])
    #expect(try names("--where", "seed=7") == ["hebbian-cnn-pruned"])
    #expect(try names("--where", "epochs<2") == ["hebbian-cnn"])
    #expect(try names("--where", "accuracy.output>=0", "--where", "experiment~pruned") == ["hebbian-cnn-pruned"])
    #expect(try names("--where", "layers.1.connectivity<1") == ["hebbian-cnn-pruned"])
    #expect(try names("--where", "status=failed") == [])
    let table = try runs("list", "--columns", "layers.0.channels,epochs")
    #expect(table.output.contains("layers.0.channels") && table.output.contains(" % "))
  }

  @Test(
    "A key that no run has is a problem with the nearest one",
    arguments: [["--where", "epoch=1"], ["--sort", "epoch"]])
  func unknownKey(arguments: [String]) throws {
    let result = try hebb(["runs", "list"] + arguments + ["--store", tiny.store.path])
    #expect(result.exitCode == 1 && result.errors.contains("no run has a “epoch”"))
    #expect(result.errors.contains("Did you mean epochs?"))
  }

  @Test("A layer that does not learn is told of by the training and by the run")
  func health() throws {
    let tiny = try TinyTraining()
    let trained = try tiny.run("train", "hebbian-cnn", "--epochs", "1", "--set", "layers.1.learningRate=1e-12")
    let note = "note: layer 2: weights hardly moved"
    #expect(trained.exitCode == 0 && trained.output.contains(note), "\(trained.output)\(trained.errors)")
    let shown = try tiny.plain("runs", "show", "latest", "--store", tiny.store.path)
    #expect(shown.output.contains(note) && shown.output.contains("health.1.silent"), "\(shown.output)")
  }

  @Test("Comma-separated values have a header and a line for each run")
  func csv() throws {
    let lines = try runs("list", "--csv").output.split(separator: "\r\n", omittingEmptySubsequences: false)
    #expect(lines.count == 4 && lines[3].isEmpty)
    let header = lines[0].split(separator: ",", omittingEmptySubsequences: false)
    #expect(header.first == "name" && header.contains("accuracy.output"))
  }

  @Test("Tags and notes stay with the run, and are found")
  func tags() throws {
    #expect(try runs("tag", "latest", "--add", "good", "--add", "paper", "--note", "twice, \"quoted\"").exitCode == 0)
    #expect(try names("--where", "tag=good") == ["hebbian-cnn-pruned"])
    #expect(try names("--where", "tag!=good") == ["hebbian-cnn"])
    #expect(try names("--where", "note~twice") == ["hebbian-cnn-pruned"])
    #expect(try runs("list", "--csv").output.contains("\"twice, \"\"quoted\"\"\""))
    #expect(try runs("tag", "latest", "--drop", "good").output.contains("tags: paper"))
    #expect(try names("--where", "tag=good") == [])
    let bad = try runs("tag", "latest", "--add", "no spaces")
    #expect(bad.exitCode == 1 && bad.errors.contains("cannot be a tag"))
  }

  @Test("A run is shown with all it has, and two are compared by their differences")
  func showing() throws {
    let shown = try runs("show", "latest").output
    #expect(
      shown.contains("hebbian-cnn-pruned") && shown.contains("accuracy.output") && shown.contains("layers.0.rule"))
    let all = try tiny.runs().map(\.lastPathComponent).filter { $0.contains("cnn") }
    let comparison = try hebb(["runs", "compare"] + all + ["--store", tiny.store.path, "--json"]).object()
    let settings = try #require(comparison["settings"] as? [[String: Any]]).compactMap { $0["key"] as? String }
    #expect(
      settings.contains("seed") && settings.contains("layers.1.connectivity") && !settings.contains("layers.0.kernel"))
  }

  @Test("Removing takes what is named; what conditions find only if it is confirmed")
  func removing() throws {
    let dry = try runs("remove", "--where", "seed=7")
    #expect(dry.output.contains("would remove") && dry.output.contains("--yes"))
    #expect(try names().count == 2)
    #expect(try runs("remove", "--where", "seed=7", "--yes").exitCode == 0)
    #expect(try names() == ["hebbian-cnn"])
    #expect(try runs("remove", "latest", "nonsense").exitCode == 1)
    #expect(try names() == ["hebbian-cnn"], "a slip in one name costs none of the others")
    #expect(try runs("remove", "latest").exitCode == 0)
    #expect(try runs("list").output.contains("There are no runs"))
  }

  @Test("The index can be deleted, and damaged in any way: it is made anew, and says so")
  func damagedIndex() throws {
    let index = tiny.store.appendingPathComponent("index.sqlite")
    #expect(try names().count == 2)
    let whole = try Data(contentsOf: index)
    try FileManager.default.removeItem(at: index)
    #expect(try names().count == 2)
    var holed = whole
    for place in stride(from: 200, to: holed.count, by: 3) { holed[place] = 0xA5 }
    for damaged in [
      Data("no database at all, but a text that is long enough to look like one".utf8), whole.prefix(3000), holed,
    ] {
      try damaged.write(to: index)
      let result = try runs("list")
      #expect(result.exitCode == 0 && result.output.contains("hebbian-cnn-pruned"), "\(result.errors)")
      #expect(result.errors.contains("was damaged") && result.errors.contains("made anew"), "\(result.errors)")
      #expect(try runs("list").errors.isEmpty, "once is enough")
    }
    #expect(try runs("reindex").output == "2 runs\n")
  }

  @Test("A run whose record is damaged is listed as such, and does not hide the others")
  func damagedRecord() throws {
    let run = try #require(try tiny.runs().first { $0.lastPathComponent.hasSuffix("seed7") })
    try Data("{".utf8).write(to: run.appendingPathComponent("run.json"))
    let list = try runs("list").output
    #expect(list.contains("damaged") && list.contains("finished"))
    let resumed = try tiny.plain("train", "--resume", run.path, "--data", tiny.data.path)
    #expect(resumed.exitCode == 1 && resumed.errors.contains("it is not JSON"), "\(resumed.errors)")
  }

  @Test("No store is a problem that says where it was looked for")
  func noStore() throws {
    let result = try hebb("runs", "list", "--store", "/nowhere/at/all")
    #expect(result.exitCode == 1 && result.errors.contains("/nowhere/at/all"))
  }
}
