import Foundation
import Testing

@Suite("hebb table1")
struct Table1CommandTests {
  @Test("--json gives both networks, untrained and trained, and where all is kept")
  func json() throws {
    let tiny = try TinyTraining()
    let result = try tiny.run("table1", "--epochs", "1", "--seeds", "2", "--json")
    #expect(result.exitCode == 0 && result.errors.isEmpty, "\(result.errors)")
    let object = try result.object()
    let rows = try #require(object["rows"] as? [[String: Any]])
    #expect(rows.map { $0["trained"] as? Bool } == [false, true, false, true])
    #expect((object["runs"] as? [String])?.count == 4 && object["seeds"] as? [Int] == [1, 2])
    let accuracy = try #require(rows[3]["accuracy"] as? [String: [String: Double]])
    #expect(Set(try #require(accuracy["output"]).keys) == ["mean", "standardDeviation", "margin95"])
    let folder = try #require(object["folder"] as? String)
    #expect(FileManager.default.fileExists(atPath: folder + "/report.html"))
  }

  @Test("Without --json it prints the paper's table, also for no epochs and the largest seed")
  func text() throws {
    let tiny = try TinyTraining(perFile: 5)
    let result = try tiny.run("table1", "--epochs", "0", "--seeds", "2", "--seed", "18446744073709551615")
    #expect(result.exitCode == 0, "\(result.errors)")
    #expect(result.output.contains("Triangle method & pruning, trained"))
    #expect(result.output.contains("mean ± standard deviation over 2 seeds"))
    #expect(result.output.contains("report: ") && !result.output.contains("training speed"))
  }

  @Test("demo is the same experiment with other defaults, which can be changed")
  func demo() throws {
    let tiny = try TinyTraining(perFile: 5)
    let object = try tiny.run("demo", "--dataset", "cifar10", "--epochs", "1", "--json").object()
    #expect(object["epochs"] as? Int == 1 && object["dataset"] as? String == "cifar10")
  }

  @Test("Its rows are told apart even if the experiments are given one name")
  func renamed() throws {
    let tiny = try TinyTraining(perFile: 5)
    let object = try tiny.run("table1", "--epochs", "0", "--set", "name=mine", "--json").object()
    let rows = try #require(object["rows"] as? [[String: Any]])
    #expect(
      rows.map { $0["spec"] as? String } == ["hebbian-cnn", "hebbian-cnn", "hebbian-cnn-pruned", "hebbian-cnn-pruned"])
  }

  @Test("Ctrl-C ends it with exit code 130, and says what is kept")
  func interrupt() throws {
    let tiny = try TinyTraining()
    let stopped = try tiny.run("table1", "--epochs", "100000") { process in
      try tiny.waitForEpochs(1, of: process)
      kill(process.processIdentifier, SIGINT)
    }
    #expect(stopped.exitCode == 130 && stopped.errors.contains("the finished ones are kept as runs"))
  }

  @Test("The number of seeds must make sense", arguments: ["0", "101", "-1"])
  func seeds(count: String) throws { #expect(try hebb("table1", "--seeds", count).exitCode == 64) }
}
